-- Whether a participant named by an acceptance is one of the structure's.
select p.id
from participant p
where p.id = $1::uuid
