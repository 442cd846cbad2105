-- Locks the participant of a path ($1), or of one about to be made ($2): every count about a person is made under this lock.
select p.id
from participant p
where p.id = (select coalesce($2::uuid, (select q.participant_id from path q where q.id = $1::uuid)))
for no key update
