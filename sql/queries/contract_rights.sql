-- What the right to a contract ($1, or one about to be made on path $2) rests on: PASSes and diagnoses of its person.
select r.*
from person_rights(coalesce(
    (select p.participant_id from path p where p.id = $2::uuid),
    (select c.participant_id from contract c where c.id = $1::uuid))) r
