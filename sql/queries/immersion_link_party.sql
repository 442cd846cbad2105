-- The party that a link ($1) was made for, as long as it has not served; nor is it revoked before what it serves for is done.
select l.role
from immersion_link l
where l.id = $1::uuid and l.state = 'pending'
for no key update
