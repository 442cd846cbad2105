-- The request to extend a PASS ($1) goes with it: no answer could extend it any more. By $2 of the staff, in the request $3.
with withdrawn as (
    update pass_extension e
    set state = 'withdrawn', version = e.version + 1, updated_at = now()
    where e.pass_id = $1::uuid and e.state = 'requested'
    returning e.structure_id, e.prescriber_id, e.id, e.version
), told as (
    insert into change (structure_id, prescriber_id, resource, row_id, version, kind)
    select w.structure_id, w.prescriber_id, 'pass_extension', w.id, w.version, 'updated' from withdrawn w
)
insert into transition (structure_id, resource, row_id, verb, from_state, to_state, actor_id, actor_kind, request_id)
select w.structure_id, 'pass_extension', w.id, 'withdraw', 'requested', 'withdrawn', $2::uuid, 'staff', $3::text from withdrawn w
