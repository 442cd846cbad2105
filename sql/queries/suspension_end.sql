-- Suspensions ($1) end on $2, the day before the contract that is signed.
with ended as (
    update pass_suspension s
    set ends_on = $2::date, version = s.version + 1, updated_at = now()
    where s.id = any ($1::uuid[])
    returning s.structure_id, s.id, s.version
)
insert into change (structure_id, resource, row_id, version, kind)
select e.structure_id, 'pass_suspension', e.id, e.version, 'updated'
from ended e
