-- The day of the exit ($2) on its path ($1).
with ended as (
    update path p
    set ended_on = $2::date, version = p.version + 1, updated_at = now()
    where p.id = $1::uuid
    returning p.structure_id, p.id, p.version
)
insert into change (structure_id, resource, row_id, version, kind)
select e.structure_id, 'path', e.id, e.version, 'updated'
from ended e
