-- What a contract ($1, or one about to be made on path $2 from day $3) rests on: person, path, and the worksite's posts
-- with those taken on the first day.
select p.participant_id, q.birth_on, p.ended_on, w.capacity,
    (select count(*)
     from contract c
         join path o on o.structure_id = c.structure_id and o.id = c.path_id
     where o.structure_id = p.structure_id and o.worksite_id = p.worksite_id and c.state = any ('{signed,ended,terminated}')
        and c.id <> $1::uuid
        and coalesce($3::date, (select k.starts_on from contract k where k.id = $1::uuid)) between c.starts_on and c.last_on),
    p.candidacy_id
from path p
    join participant q on q.structure_id = p.structure_id and q.id = p.participant_id
    join worksite w on w.structure_id = p.structure_id and w.id = p.worksite_id
where p.id = (select coalesce($2::uuid, (select k.path_id from contract k where k.id = $1::uuid)))
