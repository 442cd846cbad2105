-- A link ($1) has served, in the request $2.
with used as (
    update immersion_link l set state = 'used', used_at = now(), version = l.version + 1, updated_at = now()
    where l.id = $1::uuid and l.state = 'pending'
    returning l.structure_id, l.id, l.version
), told as (
    insert into change (structure_id, resource, row_id, version, kind)
    select u.structure_id, 'immersion_link', u.id, u.version, 'updated' from used u
)
insert into transition (structure_id, resource, row_id, verb, from_state, to_state, actor_id, actor_kind, request_id)
select u.structure_id, 'immersion_link', u.id, 'use', 'pending', 'used', u.id, 'signatory', $2::text from used u
