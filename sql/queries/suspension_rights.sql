-- What the person's right rests on: of the person of a suspension ($1), or of the PASS ($2) about to be suspended.
select r.*
from person_rights(coalesce(
    (select a.participant_id from pass a where a.id = $2::uuid),
    (select s.participant_id from pass_suspension s where s.id = $1::uuid))) r
