-- Locks the participant of a contract ($1), or of the path ($2) that one is about to be made on.
select p.id
from participant p
where p.id = (select coalesce(
    (select q.participant_id from path q where q.id = $2::uuid),
    (select c.participant_id from contract c where c.id = $1::uuid)))
for no key update
