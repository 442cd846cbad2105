-- Locks a structure, so that what is counted among its staff stays true until the end.
-- Not "for update": other writes of the structure refer to this row and need not wait.
select s.id
from structure s
where s.id = $1::uuid
for no key update
