-- Locks the participant of an entry situation ($1), or of the path ($2) that one is about to be made of: contracts are signed
-- under this lock.
select p.id
from participant p
where p.id = (select coalesce(
    (select q.participant_id from path q where q.id = $2::uuid),
    (select e.participant_id from entry_situation e where e.id = $1::uuid)))
for no key update
