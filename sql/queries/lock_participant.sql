-- Locks a participant ($1) that something is about to be added to, so that no cancelled acceptance takes it away meanwhile.
select p.id
from participant p
where p.id = $1::uuid
for no key update
