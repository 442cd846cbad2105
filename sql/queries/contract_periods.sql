-- Signed contracts of the person of a contract ($1), or of the path $2, by first day; whether each is a renewal, and of that path.
select c.id, c.starts_on, c.last_on, c.renews_id is not null, c.path_id = p.id
from path p
    join contract c on c.structure_id = p.structure_id and c.participant_id = p.participant_id
where p.id = (select coalesce($2::uuid, (select k.path_id from contract k where k.id = $1::uuid)))
    and c.state = any ('{signed,ended,terminated}')
order by c.starts_on
