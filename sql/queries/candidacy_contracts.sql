-- A row when a signed contract followed the candidacy.
select c.id
from path p
    join contract c on c.structure_id = p.structure_id and c.path_id = p.id
where p.candidacy_id = $1::uuid and c.state = any ('{signed,ended,terminated}')
limit 1
