-- What every other table stands on: extensions, privileges of the schema, the journal, the eras of the change feed and
-- the answers kept for repeated requests.
--
-- A migration runs in one transaction, as an account that owns the database and may create roles; neither a superuser
-- nor BYPASSRLS is needed. Everything made is owned by maillon_owner, which cannot log in. Functions that cross the
-- tenants are owned by maillon_relay or maillon_auth, which see only what their own policies show.

create extension if not exists btree_gist; -- "same person" and "days overlap" in one exclusion constraint
create extension if not exists unaccent;   -- names are compared without accents

-- The account must be able to act as the owners. A member of CREATEROLE may give itself that; others must have it.
do $$
declare
    owner_role text;
begin
    foreach owner_role in array array['maillon_owner', 'maillon_relay', 'maillon_auth'] loop
        if not pg_has_role(current_user, owner_role, 'member') then
            execute format('grant %I to %I', owner_role, current_user);
        end if;
    end loop;
end
$$;

revoke all on schema public from public;
grant usage, create on schema public to maillon_owner;
grant usage on schema public to maillon_login, maillon_auth, maillon_relay, maillon_staff, maillon_prescriber, maillon_partner,
    maillon_operator, maillon_job;

set local role maillon_owner;

-- A new era opens when the cluster's transaction ids went back (a restore, another cluster): (era, xid, seq) only grows.
create table era (
    id integer not null,
    opened_at timestamptz not null default now(),
    first_xid xid8 not null default pg_current_xact_id(),
    constraint era_pkey primary key (id)
);
alter table era enable row level security;
create policy era_relay on era for select to maillon_relay using (true);
grant select on era to maillon_relay;
insert into era (id) values (1);

set local role none;
grant create on schema public to maillon_relay;
set local role maillon_relay;

create function current_era() returns integer
language sql stable security definer set search_path = public, pg_temp
return (select max(id) from era);
comment on function current_era() is 'The newest era: the default of change.era.';
revoke all on function current_era() from public;
grant execute on function current_era()
    to maillon_owner, maillon_staff, maillon_prescriber, maillon_partner, maillon_operator, maillon_job;

set local role none;
revoke create on schema public from maillon_relay;
set local role maillon_owner;

-- What changed, for those who keep a copy: identifiers only. A row belongs to a structure, to a sender, or to both.
create table change (
    era integer not null default current_era(),
    xid xid8 not null default pg_current_xact_id(),
    seq bigint not null generated always as identity,
    structure_id uuid,
    prescriber_id uuid,
    resource text not null,
    row_id uuid not null,
    version integer not null,
    kind text not null,
    at timestamptz not null default now(),
    constraint change_pkey primary key (era, xid, seq),
    constraint change_era_fkey foreign key (era) references era (id),
    constraint change_kind check (kind in ('created', 'updated', 'deleted'))
);
create index change_structure on change (structure_id, era, xid, seq);
create index change_prescriber on change (prescriber_id, era, xid, seq) where prescriber_id is not null;
alter table change enable row level security;
create policy change_staff on change for insert to maillon_staff
    with check (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy change_prescriber on change for insert to maillon_prescriber
    with check (prescriber_id = nullif(current_setting('app.prescriber_id', true), '')::uuid);
create policy change_operator on change for insert to maillon_operator with check (true);
create policy change_relay on change for insert to maillon_relay with check (true);
create policy change_job on change for insert to maillon_job with check (true);
grant insert on change to maillon_staff, maillon_prescriber, maillon_operator, maillon_relay, maillon_job;

-- Every move of every state machine: who, when, and the legal day when it differs.
create table transition (
    id bigint not null generated always as identity,
    structure_id uuid,
    resource text not null,
    row_id uuid not null,
    verb text not null,
    from_state text,
    to_state text,
    actor_id uuid,
    actor_kind text not null,
    at timestamptz not null default now(),
    occurred_on date,
    comment text,
    request_id text,
    constraint transition_pkey primary key (id),
    constraint transition_actor_kind check (actor_kind in ('staff', 'prescriber', 'partner', 'operator', 'job')),
    constraint transition_actor check (actor_kind = 'job' or actor_id is not null)
);
create index transition_structure on transition (structure_id, row_id, id);
alter table transition enable row level security;
create policy transition_staff on transition for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
-- Comments are of the accompaniment: the other functions write their moves and read none. In such policies coalesce says
-- nothing new to a reader; to the planner it is a condition of even odds instead of one that hardly any row meets, after
-- which it would sort a whole structure rather than walk an index.
create policy transition_function on transition as restrictive for select to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = any ('{director,counsellor}'), false));
create policy transition_prescriber on transition for insert to maillon_prescriber
    with check (actor_id = nullif(current_setting('app.actor_id', true), '')::uuid);
create policy transition_operator on transition for insert to maillon_operator
    with check (actor_id = nullif(current_setting('app.actor_id', true), '')::uuid);
create policy transition_relay on transition for insert to maillon_relay with check (true);
create policy transition_job on transition for insert to maillon_job with check (true);
grant select, insert on transition to maillon_staff;
grant insert on transition to maillon_prescriber, maillon_operator, maillon_relay, maillon_job;

-- Answers kept 48 hours for requests sent again with the same Idempotency-Key; headers and body are sealed together with
-- the data key.
create table idempotency_key (
    actor_id uuid not null,
    key text not null,
    request_hash bytea not null,
    status integer not null,
    body bytea not null,
    created_at timestamptz not null default now(),
    constraint idempotency_key_pkey primary key (actor_id, key)
);
create index idempotency_key_created on idempotency_key (created_at);
alter table idempotency_key enable row level security;
create policy idempotency_key_staff on idempotency_key for all to maillon_staff
    using (actor_id = nullif(current_setting('app.actor_id', true), '')::uuid);
create policy idempotency_key_prescriber on idempotency_key for all to maillon_prescriber
    using (actor_id = nullif(current_setting('app.actor_id', true), '')::uuid);
create policy idempotency_key_operator on idempotency_key for all to maillon_operator
    using (actor_id = nullif(current_setting('app.actor_id', true), '')::uuid);
create policy idempotency_key_job on idempotency_key for all to maillon_job using (true);
grant select, insert on idempotency_key to maillon_staff, maillon_prescriber, maillon_operator;
grant select (actor_id, key, created_at), delete on idempotency_key to maillon_job;

-- The migrator's own table. `serve` compares it, as the login role, with the migrations it was built with.
do $$
begin
    if to_regclass('public.schema_migration') is not null then
        set local role none;
        alter table public.schema_migration owner to maillon_owner;
        set local role maillon_owner;
        alter table public.schema_migration enable row level security;
        create policy schema_migration_login on public.schema_migration for select to maillon_login using (true);
        grant select on public.schema_migration to maillon_login;
    end if;
end
$$;

set local role none;
