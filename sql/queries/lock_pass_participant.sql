-- Locks the participant of a PASS ($1), or of one about to be recorded ($2): contracts are signed under the same lock.
select p.id
from participant p
where p.id = (select coalesce($2::uuid, (select a.participant_id from pass a where a.id = $1::uuid)))
for no key update
