-- First days of the signed contracts of a participant ($1).
select c.starts_on
from contract c
where c.participant_id = $1::uuid and c.state = any ('{signed,ended,terminated}')
order by c.starts_on
