-- A path ($1) is that of a candidacy ($2), accepted after it was opened.
with taken as (
    update path p set candidacy_id = $2::uuid, version = p.version + 1, updated_at = now()
    where p.id = $1::uuid
    returning p.structure_id, p.id, p.version
)
insert into change (structure_id, resource, row_id, version, kind)
select t.structure_id, 'path', t.id, t.version, 'updated'
from taken t
