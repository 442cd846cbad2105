-- Locks the participant of an immersion ($1), or of the contract ($2) that one is about to be made on.
select p.id
from participant p
where p.id = (select coalesce(
    (select c.participant_id from contract c where c.id = $2::uuid),
    (select i.participant_id from immersion i where i.id = $1::uuid)))
for no key update
