-- What the right of a participant ($1), or of the person behind a candidacy ($2), rests on.
select r.*
from person_rights(coalesce($1::uuid, (select c.participant_id from candidacy c where c.id = $2::uuid))) r
