-- Contracts whose last day has passed are over. One batch; rows held by a request wait for the next pass.
with due as (
    select c.id
    from contract c
    where c.state = 'signed' and c.last_on < current_setting('app.today')::date
    order by c.last_on
    limit 200
    for update skip locked
), moved as (
    update contract c
    set state = 'ended', version = c.version + 1, updated_at = now()
    from due
    where c.id = due.id
    returning c.id, c.structure_id, c.version
), transitions as (
    insert into transition (structure_id, resource, row_id, verb, from_state, to_state, actor_kind)
    select structure_id, 'contract', id, 'end', 'signed', 'ended', 'job' from moved
), changes as (
    insert into change (structure_id, resource, row_id, kind, version)
    select structure_id, 'contract', id, 'updated', version from moved
)
select count(*) from moved
