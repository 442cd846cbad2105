-- Further holders of a key ($1) become those of the key that replaces it ($2).
with kept as (
    insert into identity (id, api_key_id, prescriber_id, partner_id)
    select gen_random_uuid(), $2::uuid, i.prescriber_id, i.partner_id
    from identity i
    where i.api_key_id = $1::uuid and i.state = 'active'
    returning id
)
insert into change (resource, row_id, version, kind)
select 'identity', k.id, 1, 'created'
from kept k
