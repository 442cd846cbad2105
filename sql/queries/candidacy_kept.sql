-- The file that is kept when two are put together.
select c.id, c.state, c.birth_on, c.participant_id
from candidacy c
where c.id = $1::uuid
