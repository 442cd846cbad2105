-- The file that is kept when two are put together.
select c.id, c.state, c.birth_on
from candidacy c
where c.id = $1::uuid
