-- Structures and what belongs to them before any person comes: worksites, staff, hosts, targets; the shared directory of
-- prescribers; partners and their agreements; the keys of all of them.
--
-- A table of a structure has unique (structure_id, id): foreign keys between such tables hold both columns, because a
-- foreign key is checked without policies and a single column could name a row of someone else.

set local role maillon_owner;

create table structure (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    name text not null,
    siret text not null,
    kind text not null,
    founded_year integer,
    naf text,
    address text,
    postcode text,
    town text,
    department text,
    email text,
    phone text,
    open_to_candidacies boolean not null default true,
    offers_two_barriers_exit boolean not null default false,
    constraint structure_pkey primary key (id),
    constraint structure_siret_key unique (siret),
    constraint structure_kind check (kind in ('aci')),
    constraint structure_department_fkey foreign key (department) references reference_departments (code)
);
create index structure_name on structure (name, id);
create index structure_created_at on structure (created_at, id);
alter table structure enable row level security;
grant select, update on structure to maillon_staff;
grant select on structure to maillon_prescriber, maillon_partner, maillon_relay;
grant select, insert, update on structure to maillon_operator;
create policy structure_staff on structure for all to maillon_staff
    using (id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy structure_prescriber on structure for select to maillon_prescriber using (true);
create policy structure_operator on structure for all to maillon_operator using (true);
create policy structure_relay on structure for select to maillon_relay using (true);
-- Partners: below, after the agreements.

create table worksite (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    name text not null,
    activity text not null,
    address text,
    postcode text,
    town text,
    capacity integer not null,
    opens_on date not null,
    closes_on date,
    constraint worksite_pkey primary key (id),
    constraint worksite_structure_id unique (structure_id, id),
    constraint worksite_structure_fkey foreign key (structure_id) references structure (id),
    constraint worksite_capacity check (capacity between 1 and 500),
    constraint worksite_days check (closes_on >= opens_on)
);
create index worksite_name on worksite (structure_id, name, id);
create index worksite_opens_on on worksite (structure_id, opens_on, id);
create index worksite_created_at on worksite (structure_id, created_at, id);
alter table worksite enable row level security;
grant select, insert, update on worksite to maillon_staff;
grant select on worksite to maillon_prescriber, maillon_relay;
create policy worksite_staff on worksite for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy worksite_prescriber on worksite for select to maillon_prescriber using (true);
create policy worksite_relay on worksite for select to maillon_relay using (true);

create table staff_member (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    first_name text not null,
    last_name text not null,
    email text not null,
    role text not null,
    active boolean not null default true,
    constraint staff_member_pkey primary key (id),
    constraint staff_member_structure_id unique (structure_id, id),
    constraint staff_member_structure_fkey foreign key (structure_id) references structure (id),
    constraint staff_member_role check (role in ('director', 'counsellor', 'supervisor', 'office'))
);
-- One mailbox is one person, however its owner writes it.
create unique index staff_member_email_key on staff_member (structure_id, lower(email));
create index staff_member_last_name on staff_member (structure_id, last_name, id);
create index staff_member_created_at on staff_member (structure_id, created_at, id);
alter table staff_member enable row level security;
grant select, insert, update on staff_member to maillon_staff;
grant select (id, structure_id, role, active) on staff_member to maillon_auth;
create policy staff_member_staff on staff_member for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy staff_member_auth on staff_member for select to maillon_auth using (true);

create table prescriber (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    name text not null,
    kind text not null,
    sensitive boolean not null default false, -- its kind tells something of the people it sends: shown as OTHER outside
    siret text,
    safir text,
    address text,
    postcode text,
    town text,
    email text,
    phone text,
    constraint prescriber_pkey primary key (id),
    constraint prescriber_siret_key unique (siret),
    constraint prescriber_safir_key unique (safir),
    constraint prescriber_kind_fkey foreign key (kind) references reference_prescriber_kinds (code)
);
create index prescriber_name on prescriber (name, id);
create index prescriber_created_at on prescriber (created_at, id);
alter table prescriber enable row level security;
grant select on prescriber to maillon_staff, maillon_prescriber;
grant select, insert, update on prescriber to maillon_operator;
create policy prescriber_staff on prescriber for select to maillon_staff using (true);
create policy prescriber_prescriber on prescriber for select to maillon_prescriber using (true);
create policy prescriber_operator on prescriber for all to maillon_operator using (true);

create table host (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    name text not null,
    siret text not null,
    legal_form text,
    main_activity text,
    naf text,
    collective_agreement text,
    address text,
    postcode text,
    town text,
    person_in_charge text,
    person_in_charge_function text,
    email text,
    phone text,
    external_id text,
    constraint host_pkey primary key (id),
    constraint host_structure_id unique (structure_id, id),
    constraint host_siret_key unique (structure_id, siret),
    constraint host_external_id_key unique (structure_id, external_id),
    constraint host_structure_fkey foreign key (structure_id) references structure (id)
);
create index host_name on host (structure_id, name, id);
create index host_created_at on host (structure_id, created_at, id);
alter table host enable row level security;
grant select, insert, update on host to maillon_staff;
create policy host_staff on host for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy host_function on host as restrictive for all to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = any ('{director,counsellor,supervisor}'), false));

create table partner (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    name text not null,
    kind text not null,
    siret text,
    constraint partner_pkey primary key (id),
    constraint partner_siret_key unique (siret),
    constraint partner_kind check (kind in ('state', 'department', 'region', 'metropolis', 'fund', 'other'))
);
create index partner_name on partner (name, id);
create index partner_created_at on partner (created_at, id);
alter table partner enable row level security;
grant select on partner to maillon_staff, maillon_partner;
grant select, insert, update on partner to maillon_operator;
create policy partner_staff on partner for select to maillon_staff using (true);
create policy partner_function on partner as restrictive for all to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = 'director', false));
create policy partner_partner on partner for select to maillon_partner
    using (id = nullif(current_setting('app.partner_id', true), '')::uuid);
create policy partner_operator on partner for all to maillon_operator using (true);

create table agreement (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    partner_id uuid not null,
    scope text not null,
    starts_on date not null,
    ends_on date,
    state text not null default 'proposed',
    constraint agreement_pkey primary key (id),
    constraint agreement_structure_id unique (structure_id, id),
    constraint agreement_structure_fkey foreign key (structure_id) references structure (id),
    constraint agreement_partner_fkey foreign key (partner_id) references partner (id),
    constraint agreement_scope check (scope in ('headline')),
    constraint agreement_state check (state in ('proposed', 'open', 'closed', 'declined')),
    constraint agreement_days check (ends_on >= starts_on),
    constraint agreement_no_overlap exclude using gist (structure_id with =, partner_id with =, scope with =,
        daterange(starts_on, ends_on, '[]') with &&) where (state = 'open')
);
create index agreement_created_at on agreement (structure_id, created_at, id);
create index agreement_partner on agreement (partner_id, structure_id);
alter table agreement enable row level security;
grant select, insert, update on agreement to maillon_staff;
grant select on agreement to maillon_partner, maillon_relay;
grant select, insert on agreement to maillon_operator;
create policy agreement_staff on agreement for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy agreement_function on agreement as restrictive for all to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = 'director', false));
create policy agreement_partner on agreement for select to maillon_partner
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
create policy agreement_relay on agreement for select to maillon_relay using (true);
-- The operator proposes and never opens.
create policy agreement_operator on agreement for select to maillon_operator using (true);
create policy agreement_operator_proposes on agreement for insert to maillon_operator with check (state = 'proposed');

-- A partner sees the structures that have an agreement with it in force today.
create policy structure_partner on structure for select to maillon_partner
    using (id = any (array(
        select a.structure_id from agreement a
        where a.partner_id = nullif(current_setting('app.partner_id', true), '')::uuid and a.state = 'open'
            and daterange(a.starts_on, a.ends_on, '[]') @> nullif(current_setting('app.today', true), '')::date)));

create table target (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    year integer not null,
    name text not null,
    categories text[] not null default '{}',
    reasons text[] not null default '{}',
    rate_numerator integer not null,
    rate_denominator integer not null,
    constraint target_pkey primary key (id),
    constraint target_structure_id unique (structure_id, id),
    constraint target_structure_fkey foreign key (structure_id) references structure (id),
    constraint target_categories check (categories <@ array['durable', 'transition', 'positive', 'other']),
    constraint target_counts check (cardinality(categories) + cardinality(reasons) > 0),
    constraint target_rate check (rate_denominator > 0 and rate_numerator between 0 and rate_denominator)
);
create index target_year on target (structure_id, year, id);
create index target_created_at on target (structure_id, created_at, id);
alter table target enable row level security;
grant select, insert, update on target to maillon_staff;
create policy target_staff on target for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy target_function on target as restrictive for all to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = any ('{director,counsellor,office}'), false));

-- Keys of the API. Only the hash is kept. A key without holder is the operator's: no role may make one, only the
-- administrator's command does, as the owner.
create table api_key (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid,
    label text not null,
    staff_id uuid,
    prescriber_id uuid,
    partner_id uuid,
    kind text not null generated always as (
        case when staff_id is not null then 'staff' when prescriber_id is not null then 'prescriber'
            when partner_id is not null then 'partner' else 'operator' end) stored,
    scopes text[] not null default '{read,write}',
    prefix text not null,
    hash bytea not null,
    state text not null default 'active',
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz,
    constraint api_key_pkey primary key (id),
    constraint api_key_structure_id unique (structure_id, id),
    constraint api_key_hash_key unique (hash),
    constraint api_key_structure_fkey foreign key (structure_id) references structure (id),
    constraint api_key_staff_fkey foreign key (structure_id, staff_id) references staff_member (structure_id, id),
    constraint api_key_prescriber_fkey foreign key (prescriber_id) references prescriber (id),
    constraint api_key_partner_fkey foreign key (partner_id) references partner (id),
    constraint api_key_holder check (num_nonnulls(staff_id, prescriber_id, partner_id) <= 1),
    constraint api_key_structure check ((staff_id is null) = (structure_id is null)),
    constraint api_key_scopes check (scopes <@ array['read', 'write'] and cardinality(scopes) > 0),
    constraint api_key_hash_length check (octet_length(hash) = 32),
    constraint api_key_state check (state in ('active', 'revoked'))
);
create index api_key_staff on api_key (structure_id, staff_id);
create index api_key_prescriber on api_key (prescriber_id) where prescriber_id is not null;
create index api_key_partner on api_key (partner_id) where partner_id is not null;
create index api_key_structure_created_at on api_key (structure_id, created_at, id);
create index api_key_created_at on api_key (created_at, id);
alter table api_key enable row level security;
grant select, insert, update on api_key to maillon_staff, maillon_operator;
grant select on api_key to maillon_auth;
grant select (id, last_used_at), update (last_used_at) on api_key to maillon_job;
create policy api_key_staff on api_key for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy api_key_function on api_key as restrictive for all to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = 'director', false));
create policy api_key_operator on api_key for all to maillon_operator using (kind = any ('{prescriber,partner}'));
create policy api_key_auth on api_key for select to maillon_auth using (true);
create policy api_key_job on api_key for all to maillon_job using (true);

-- Who holds a key: the only question asked before anybody is known.
set local role none;
grant create on schema public to maillon_auth;
set local role maillon_auth;

create function auth_key(key_hash bytea)
returns table (key_id uuid, kind text, staff_role text, actor_id uuid, structure_id uuid, prescriber_id uuid, partner_id uuid,
    scopes text[], expires_at timestamptz, usable boolean)
language sql stable security definer set search_path = public, pg_temp
begin atomic
    select k.id, k.kind, s.role, coalesce(k.staff_id, k.prescriber_id, k.partner_id, k.id), k.structure_id, k.prescriber_id,
        k.partner_id, k.scopes, k.expires_at,
        k.state = 'active' and coalesce(k.expires_at > now(), true) and coalesce(s.active, true)
    from api_key k
        left join staff_member s on s.structure_id = k.structure_id and s.id = k.staff_id
    where k.hash = key_hash;
end;
comment on function auth_key(bytea) is 'The holder of the key with this SHA-256, and whether it may be used now.';
revoke all on function auth_key(bytea) from public;
grant execute on function auth_key(bytea) to maillon_login;

set local role none;
revoke create on schema public from maillon_auth;
