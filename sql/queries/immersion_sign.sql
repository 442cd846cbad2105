-- The signature ($1) of one party of an immersion ($2).
with made as (
    insert into immersion_signature (id, structure_id, immersion_id, role, name, function, signed_on, medium, evidence)
    select $1::uuid, i.structure_id, i.id, $3::text, $4::text, $5::text, $6::date, $7::text, $8::text
    from immersion i
    where i.id = $2::uuid
    returning structure_id, immersion_id, id, version
)
insert into change (structure_id, prescriber_id, resource, row_id, version, kind)
select m.structure_id, i.prescriber_id, 'signature', m.id, m.version, 'created'
from made m
    join immersion i on i.structure_id = m.structure_id and i.id = m.immersion_id
