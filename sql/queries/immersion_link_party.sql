-- The party that a link ($1) was made for, as long as it has not served.
select l.role
from immersion_link l
where l.id = $1::uuid and l.state = 'pending'
