-- How many other active directors the structure ($1) has beside this member ($2).
select count(*)
from staff_member s
where s.structure_id = $1::uuid and s.id <> $2::uuid and s.role = 'director' and s.active
