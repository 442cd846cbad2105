-- Keys that a member of the staff may use now.
select k.id
from api_key k
where k.staff_id = $1::uuid and k.state = 'active'
