-- What the person's right rests on: of the person of a PASS ($1), or of the one ($2) that a PASS is about to be recorded for.
select r.*
from person_rights(coalesce($2::uuid, (select a.participant_id from pass a where a.id = $1::uuid))) r
