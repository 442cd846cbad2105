-- The structures whose outcomes the caller may read: its own, or those of the agreements in force; one of them ($1) if asked.
select s.id, s.name
from structure s
where s.id = coalesce($1::uuid, s.id)
order by s.name, s.id
