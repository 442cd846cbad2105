-- What happened to a person, and who read of it.

set local role maillon_owner;

-- A transition follows the rule of its row: whoever does not see the row does not see what happened to it. Transitions are
-- looked up by their row, of which this finds the one by its key. Those of other things stay with the accompaniment.
drop policy transition_function on transition;
create policy transition_row on transition as restrictive for select to maillon_staff using (coalesce(
    case resource
        when 'participant' then row_id = any (array(select r.id from participant r where r.id = transition.row_id))
        when 'candidacy' then row_id = any (array(select r.id from candidacy r where r.id = transition.row_id))
        when 'background' then row_id = any (array(select r.id from background r where r.id = transition.row_id))
        when 'entry_situation' then row_id = any (array(select r.id from entry_situation r where r.id = transition.row_id))
        when 'path' then row_id = any (array(select r.id from path r where r.id = transition.row_id))
        when 'contract' then row_id = any (array(select r.id from contract r where r.id = transition.row_id))
        when 'immersion' then row_id = any (array(select r.id from immersion r where r.id = transition.row_id))
        when 'exit' then row_id = any (array(select r.id from path_exit r where r.id = transition.row_id))
        else current_setting('app.staff_role', true) = any ('{director,counsellor}')
    end, false));

-- A comment is of the accompaniment whatever its row is: no role reads the column, and the function below tells who may.
revoke select on transition from maillon_staff;
grant select (id, structure_id, resource, row_id, verb, from_state, to_state, actor_id, actor_kind, at, occurred_on)
    on transition to maillon_staff;
grant select (id, structure_id, comment) on transition to maillon_relay;
create policy transition_comment on transition for select to maillon_relay using (true);

-- Who read what of whose file. It grows faster than anything else, in the middle of reads, so that it has one index, by which it
-- is read and erased (a person's entries go with the person's file), and no foreign key: each would lock, and so write, a row
-- for every read. What an entry says is taken from the row that was read, under its policies.
create table access_entry (
    id bigint not null generated always as identity,
    structure_id uuid not null,
    participant_id uuid not null,
    at timestamptz not null default now(),
    actor_id uuid not null,
    resource text not null,
    resource_id uuid not null,
    operation text not null,
    purpose text not null,
    request_id text,
    constraint access_entry_pkey primary key (structure_id, participant_id, id),
    constraint access_entry_purpose check (purpose in ('recruitment', 'accompaniment', 'employment', 'immersion', 'outcome'))
);
alter table access_entry enable row level security;
-- Nobody changes or deletes an entry.
grant select, insert on access_entry to maillon_staff;
create policy access_entry_staff on access_entry for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy access_entry_function on access_entry as restrictive for select to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = 'director', false));
create policy access_entry_actor on access_entry as restrictive for insert to maillon_staff
    with check (coalesce(actor_id = nullif(current_setting('app.actor_id', true), '')::uuid, false));

set local role none;
grant create on schema public to maillon_relay;
set local role maillon_relay;

create function transition_comment(transition bigint) returns text
language sql stable security definer set search_path = public, pg_temp
return (
    select x.comment from transition x
    where x.id = transition_comment.transition
        and x.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid
        and current_setting('app.staff_role', true) = any ('{director,counsellor}'));
comment on function transition_comment(bigint) is 'What was said of a move, for those who accompany the person.';
revoke all on function transition_comment(bigint) from public;
grant execute on function transition_comment(bigint) to maillon_staff;

set local role none;
revoke create on schema public from maillon_relay;
