-- Validated immersions whose first day has come are in progress. One batch; rows held by a request wait for the next pass.
with due as (
    select i.id
    from immersion i
    where i.state = 'validated' and i.starts_on <= current_setting('app.today')::date
    order by i.starts_on
    limit 200
    for update skip locked
), moved as (
    update immersion i
    set state = 'in_progress', version = i.version + 1, updated_at = now()
    from due
    where i.id = due.id
    returning i.id, i.structure_id, i.prescriber_id, i.version
), transitions as (
    insert into transition (structure_id, resource, row_id, verb, from_state, to_state, actor_kind)
    select structure_id, 'immersion', id, 'begin', 'validated', 'in_progress', 'job' from moved
), changes as (
    insert into change (structure_id, prescriber_id, resource, row_id, kind, version)
    select structure_id, prescriber_id, 'immersion', id, 'updated', version from moved
)
select count(*) from moved
