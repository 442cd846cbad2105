-- Signatures given to what the convention no longer says; they are kept as revoked.
with revoked as (
    update immersion_signature s
    set revoked_at = now(), version = s.version + 1, updated_at = now()
    where s.immersion_id = $1::uuid and s.revoked_at is null
    returning s.structure_id, s.immersion_id, s.id, s.version
)
insert into change (structure_id, prescriber_id, resource, row_id, version, kind)
select r.structure_id, i.prescriber_id, 'signature', r.id, r.version, 'updated'
from revoked r
    join immersion i on i.structure_id = r.structure_id and i.id = r.immersion_id
