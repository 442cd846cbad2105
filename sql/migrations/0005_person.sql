-- The person once accepted: participant, path, contracts.
--
-- A contract repeats its path's participant, and an immersion its contract's path and participant, because exclusion
-- constraints look at one table; the foreign keys hold all the columns, so that the copies cannot differ.

set local role maillon_owner;

create table participant (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    candidacy_id uuid,
    first_name text not null,
    last_name text not null,
    birth_on date not null,
    sex text not null default 'unspecified',
    email text,
    phone text,
    address text,
    postcode text,
    town text,
    support_agreed_on date,
    external_id text,
    constraint participant_pkey primary key (id),
    constraint participant_structure_id unique (structure_id, id),
    constraint participant_external_id_key unique (structure_id, external_id),
    constraint participant_candidacy_key unique (structure_id, candidacy_id),
    constraint participant_structure_fkey foreign key (structure_id) references structure (id),
    constraint participant_candidacy_fkey foreign key (structure_id, candidacy_id) references candidacy (structure_id, id),
    constraint participant_sex check (sex in ('female', 'male', 'unspecified'))
);
create index participant_last_name on participant (structure_id, last_name, id);
create index participant_created_at on participant (structure_id, created_at, id);
alter table participant enable row level security;
-- Deleted only by the cancelling of the candidacy that made it, while empty.
grant select, insert, update, delete on participant to maillon_staff;
create policy participant_staff on participant for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);

-- `accept` writes both rows in one transaction, `cancel` takes both apart: the order within it does not matter.
alter table candidacy add constraint candidacy_participant_fkey foreign key (structure_id, participant_id)
    references participant (structure_id, id) deferrable initially deferred;

create table path (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    participant_id uuid not null,
    worksite_id uuid not null,
    counsellor_id uuid,
    candidacy_id uuid,
    started_on date,
    limit_on date,
    ended_on date,
    objective text,
    constraint path_pkey primary key (id),
    constraint path_structure_id unique (structure_id, id),
    constraint path_participant unique (structure_id, id, participant_id),
    constraint path_structure_fkey foreign key (structure_id) references structure (id),
    constraint path_participant_fkey foreign key (structure_id, participant_id) references participant (structure_id, id),
    constraint path_worksite_fkey foreign key (structure_id, worksite_id) references worksite (structure_id, id),
    constraint path_counsellor_fkey foreign key (structure_id, counsellor_id) references staff_member (structure_id, id),
    constraint path_candidacy_fkey foreign key (structure_id, candidacy_id) references candidacy (structure_id, id),
    constraint path_days check (ended_on >= started_on)
);
create unique index path_open_key on path (structure_id, participant_id) where ended_on is null;
create index path_created_at on path (structure_id, created_at, id);
create index path_of_participant on path (structure_id, participant_id);
create index path_worksite on path (structure_id, worksite_id);
create index path_counsellor on path (structure_id, counsellor_id);
create index path_candidacy on path (structure_id, candidacy_id);
alter table path enable row level security;
grant select, insert, update on path to maillon_staff;
grant select (id, structure_id, candidacy_id, started_on) on path to maillon_relay;
create policy path_staff on path for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy path_relay on path for select to maillon_relay using (true);

create table contract (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    path_id uuid not null,
    participant_id uuid not null,
    kind text not null default 'cddi',
    renews_id uuid,
    starts_on date not null,
    ends_on date not null,
    weekly_minutes integer not null,
    job_title text not null,
    rome text,
    state text not null default 'draft',
    signed_on date,
    last_on date not null,
    termination_code text,
    termination_reason text,
    cancel_reason text,
    constraint contract_pkey primary key (id),
    constraint contract_structure_id unique (structure_id, id),
    constraint contract_path unique (structure_id, id, path_id, participant_id),
    constraint contract_structure_fkey foreign key (structure_id) references structure (id),
    constraint contract_path_fkey foreign key (structure_id, path_id, participant_id)
        references path (structure_id, id, participant_id),
    constraint contract_renews_fkey foreign key (structure_id, renews_id) references contract (structure_id, id),
    constraint contract_termination_code_fkey foreign key (termination_code) references reference_dsn_termination (code),
    constraint contract_kind check (kind in ('cddi')),
    constraint contract_state check (state in ('draft', 'signed', 'ended', 'terminated', 'cancelled')),
    constraint contract_days check (ends_on >= starts_on),
    -- Only a termination ends a contract before its term, and it always does.
    constraint contract_last_day check (last_on >= starts_on and last_on <= ends_on
        and (last_on < ends_on) = (state = 'terminated')),
    constraint contract_weekly_minutes check (weekly_minutes between 1 and 10080),
    constraint contract_signature check (signed_on is not null or state in ('draft', 'cancelled')),
    constraint contract_termination check (termination_code is not null or state <> 'terminated'),
    constraint contract_no_overlap exclude using gist (participant_id with =, daterange(starts_on, last_on, '[]') with &&)
        where (state in ('signed', 'ended', 'terminated'))
);
create unique index contract_renews_key on contract (structure_id, renews_id) where state <> 'cancelled';
create index contract_starts_on on contract (structure_id, starts_on, id);
create index contract_created_at on contract (structure_id, created_at, id);
create index contract_of_path on contract (structure_id, path_id, participant_id);
create index contract_participant on contract (structure_id, participant_id);
create index contract_renews on contract (structure_id, renews_id);
create index contract_clock on contract (last_on) where state = 'signed';
alter table contract enable row level security;
grant select, insert, update on contract to maillon_staff;
grant select (id, structure_id, state, starts_on, ends_on, last_on, version, updated_at), update (state, version, updated_at)
    on contract to maillon_job;
create policy contract_staff on contract for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy contract_job on contract for all to maillon_job using (true);

set local role none;
