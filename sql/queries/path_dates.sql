-- First day ($2) and limit ($3) of a path ($1), when its signed contracts changed them.
with dated as (
    update path p
    set started_on = $2::date, limit_on = $3::date, version = p.version + 1, updated_at = now()
    where p.id = $1::uuid and (p.started_on, p.limit_on) is distinct from ($2::date, $3::date)
    returning p.structure_id, p.id, p.version
)
insert into change (structure_id, resource, row_id, version, kind)
select d.structure_id, 'path', d.id, d.version, 'updated'
from dated d
