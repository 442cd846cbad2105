-- Keys and identities that a member of the staff may use now.
select k.id
from api_key k
where k.staff_id = $1::uuid and k.structure_id = $2::uuid and k.state = 'active'
union all
select i.id
from identity i
where i.staff_id = $1::uuid and i.structure_id = $2::uuid and i.state = 'active'
