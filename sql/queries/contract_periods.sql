-- Signed contracts of the path of a contract ($1), or of the path $2, by first day.
select c.id, c.starts_on, c.last_on
from contract c
where c.path_id = coalesce($2::uuid, (select k.path_id from contract k where k.id = $1::uuid))
    and c.state = any ('{signed,ended,terminated}')
order by c.starts_on
