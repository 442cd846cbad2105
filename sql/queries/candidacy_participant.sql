-- Whether a participant named by an acceptance is one of the structure's, and born when.
select p.id, p.birth_on
from participant p
where p.id = $1::uuid
