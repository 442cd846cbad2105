-- Whether a participant named by an acceptance is one of the structure's, and born when; paths are opened under the same lock.
select p.id, p.birth_on
from participant p
where p.id = $1::uuid
for no key update
