-- A key that was replaced ($1) works for $2 hours more at most.
with last as (
    update api_key k
    set expires_at = least(k.expires_at, now() + make_interval(hours => $2::integer)), version = k.version + 1, updated_at = now()
    where k.id = $1::uuid
    returning k.structure_id, k.id, k.version
)
insert into change (structure_id, resource, row_id, version, kind)
select l.structure_id, 'api_key', l.id, l.version, 'updated'
from last l
