-- Who may act as whom: identities of issuers, further holders of a key, and the invitations by which a member of the staff
-- binds an identity. One question answers for keys and tokens alike: the memberships of a credential.

set local role maillon_owner;

-- A row is one membership: what a subject of an issuer (or a key, beside its own holder) may act as.
create table identity (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid,
    issuer text,
    subject text,
    api_key_id uuid,
    staff_id uuid,
    prescriber_id uuid,
    partner_id uuid,
    kind text not null generated always as (
        case when staff_id is not null then 'staff' when prescriber_id is not null then 'prescriber' else 'partner' end) stored,
    holder_id uuid not null generated always as (coalesce(staff_id, prescriber_id, partner_id)) stored,
    state text not null default 'active',
    revoked_at timestamptz,
    constraint identity_pkey primary key (id),
    constraint identity_structure_id unique (structure_id, id),
    constraint identity_structure_fkey foreign key (structure_id) references structure (id),
    constraint identity_staff_fkey foreign key (structure_id, staff_id) references staff_member (structure_id, id),
    constraint identity_prescriber_fkey foreign key (prescriber_id) references prescriber (id),
    constraint identity_partner_fkey foreign key (partner_id) references partner (id),
    -- The keys concerned belong to no structure: the policies and the rule admit those of prescribers and partners only.
    constraint identity_api_key_fkey foreign key (api_key_id) references api_key (id),
    constraint identity_holder check (num_nonnulls(staff_id, prescriber_id, partner_id) = 1),
    constraint identity_structure check ((staff_id is null) = (structure_id is null)),
    constraint identity_credential check (
        (issuer is null) = (subject is null) and (issuer is null) <> (api_key_id is null)
        and (api_key_id is null or staff_id is null)),
    constraint identity_state check (state in ('active', 'revoked'))
);
create unique index identity_subject_key on identity (issuer, subject, holder_id) where state = 'active' and issuer is not null;
create unique index identity_api_key_key on identity (api_key_id, holder_id) where state = 'active' and api_key_id is not null;
create index identity_staff on identity (structure_id, staff_id);
create index identity_prescriber on identity (prescriber_id) where prescriber_id is not null;
create index identity_partner on identity (partner_id) where partner_id is not null;
create index identity_structure_created_at on identity (structure_id, created_at, id);
create index identity_created_at on identity (created_at, id);
alter table identity enable row level security;
grant select, update on identity to maillon_staff;
grant select, insert, update on identity to maillon_operator;
grant select, insert on identity to maillon_auth;
grant select (staff_id, structure_id, state) on identity to maillon_relay;
create policy identity_staff on identity for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy identity_function on identity as restrictive for all to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = 'director', false));
create policy identity_operator on identity for all to maillon_operator using (kind = any ('{prescriber,partner}'));
create policy identity_auth on identity for select to maillon_auth using (true);
create policy identity_auth_binds on identity for insert to maillon_auth with check (kind = 'staff' and state = 'active');
create policy identity_relay on identity for select to maillon_relay using (true);

-- A code, given once, that binds the identity of whoever says it to a member of the staff. Only its hash is kept.
create table invitation (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    staff_id uuid not null,
    first_name text not null,
    last_name text not null,
    email text not null,
    by_operator boolean not null default false, -- of a structure's first director
    hash bytea not null,
    state text not null default 'pending',
    expires_at timestamptz not null default now() + interval '7 days',
    used_at timestamptz,
    constraint invitation_pkey primary key (id),
    constraint invitation_structure_id unique (structure_id, id),
    constraint invitation_hash_key unique (hash),
    constraint invitation_structure_fkey foreign key (structure_id) references structure (id),
    constraint invitation_staff_fkey foreign key (structure_id, staff_id) references staff_member (structure_id, id),
    constraint invitation_hash_length check (octet_length(hash) = 32),
    constraint invitation_state check (state in ('pending', 'used', 'revoked'))
);
create index invitation_staff on invitation (structure_id, staff_id);
create index invitation_structure_created_at on invitation (structure_id, created_at, id);
alter table invitation enable row level security;
grant select, insert, update on invitation to maillon_staff, maillon_operator;
grant select, update on invitation to maillon_auth;
create policy invitation_staff on invitation for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy invitation_function on invitation as restrictive for all to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = 'director', false));
create policy invitation_operator on invitation for all to maillon_operator using (by_operator);
create policy invitation_auth on invitation for all to maillon_auth using (true);

grant select (id, name) on structure, prescriber, partner to maillon_auth;
create policy structure_auth on structure for select to maillon_auth using (true);
create policy prescriber_auth on prescriber for select to maillon_auth using (true);
create policy partner_auth on partner for select to maillon_auth using (true);
grant insert on change, transition to maillon_auth;
create policy change_auth on change for insert to maillon_auth with check (true);
create policy transition_auth on transition for insert to maillon_auth with check (true);

grant select (id, structure_id, first_name, last_name, email, role, active), insert on staff_member to maillon_relay;
create policy staff_member_relay on staff_member for select to maillon_relay using (true);
create policy staff_member_relay_director on staff_member for insert to maillon_relay with check (role = 'director');
grant select (staff_id, structure_id, state, expires_at) on api_key to maillon_relay;
create policy api_key_relay on api_key for select to maillon_relay using (true);

set local role none;
grant create on schema public to maillon_auth, maillon_relay;
set local role maillon_relay;

grant execute on function current_era() to maillon_auth;

-- Whether somebody directs a structure: an active director with a key or an identity that works.
create function structure_is_directed(of_structure uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
begin atomic
    select exists (
        select from staff_member s
        where s.structure_id = of_structure and s.role = 'director' and s.active
            and (exists (select from api_key k
                    where k.structure_id = s.structure_id and k.staff_id = s.id and k.state = 'active'
                        and coalesce(k.expires_at > now(), true))
                or exists (select from identity i
                    where i.structure_id = s.structure_id and i.staff_id = s.id and i.state = 'active')));
end;
comment on function structure_is_directed(uuid) is 'Whether a structure has a director who can act.';
revoke all on function structure_is_directed(uuid) from public;
grant execute on function structure_is_directed(uuid) to maillon_operator;

-- Who is invited: for the staff a member of their own; for the operator, who sees no staff, the director of that address whom
-- it invited before.
create function invitee(of_structure uuid, of_staff uuid, with_email text)
returns table (directed boolean, staff_id uuid, first_name text, last_name text, email text, active boolean)
language sql stable security definer set search_path = public, pg_temp
begin atomic
    select false as directed, s.id, s.first_name, s.last_name, s.email, s.active
    from staff_member s
    where s.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid and s.id = of_staff
    union all
    select structure_is_directed(of_structure) as directed,
        (select s.id from staff_member s
         where s.structure_id = of_structure and lower(s.email) = lower(with_email) and s.role = 'director' and s.active) as id,
        null::text as first_name, null::text as last_name, null::text as email, true as active
    where nullif(current_setting('app.structure_id', true), '') is null;
end;
comment on function invitee(uuid, uuid, text) is 'The member of the staff that an invitation is for, as far as the caller may know.';
revoke all on function invitee(uuid, uuid, text) from public;
grant execute on function invitee(uuid, uuid, text) to maillon_staff, maillon_operator;

create function add_first_director(of_structure uuid, new_id uuid, first text, last text, address text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
    if structure_is_directed(of_structure) then
        raise exception using errcode = 'insufficient_privilege', message = 'the structure has its director';
    end if;
    insert into staff_member (id, structure_id, first_name, last_name, email, role)
    values (new_id, of_structure, first, last, address, 'director');
    insert into change (structure_id, resource, row_id, version, kind)
    values (of_structure, 'staff_member', new_id, 1, 'created');
end
$$;
comment on function add_first_director(uuid, uuid, text, text, text) is
    'The staff row of a director, for a structure that nobody directs yet.';
revoke all on function add_first_director(uuid, uuid, text, text, text) from public;
grant execute on function add_first_director(uuid, uuid, text, text, text) to maillon_operator;

set local role none;
set local role maillon_auth;

drop function auth_key(bytea);

-- Asked before anybody is known. A key that may not be used has no membership, nor has a member of the staff who left.
create function auth_memberships(key_hash bytea, token_issuer text, token_subject text)
returns table (membership_id uuid, credential_id uuid, kind text, staff_role text, actor_id uuid, structure_id uuid,
    prescriber_id uuid, partner_id uuid, name text, scopes text[])
language sql stable security definer set search_path = public, pg_temp
begin atomic
    with held as (
        select k.id as membership_id, k.id as credential_id, k.kind, k.structure_id, k.staff_id, k.prescriber_id, k.partner_id,
            k.scopes
        from api_key k
        where k.hash = key_hash and k.state = 'active' and coalesce(k.expires_at > now(), true)
        union all
        select i.id, k.id, i.kind, i.structure_id, i.staff_id, i.prescriber_id, i.partner_id, k.scopes
        from api_key k
            join identity i on i.api_key_id = k.id
        where k.hash = key_hash and k.state = 'active' and coalesce(k.expires_at > now(), true) and i.state = 'active'
        union all
        select i.id, i.id, i.kind, i.structure_id, i.staff_id, i.prescriber_id, i.partner_id,
            array['read', 'write'] as scopes
        from identity i
        where i.issuer = token_issuer and i.subject = token_subject and i.state = 'active'
    )
    select h.membership_id, h.credential_id, h.kind, s.role, coalesce(h.staff_id, h.prescriber_id, h.partner_id, h.credential_id),
        h.structure_id, h.prescriber_id, h.partner_id,
        case h.kind
            when 'staff' then (select t.name from structure t where t.id = h.structure_id)
            when 'prescriber' then (select p.name from prescriber p where p.id = h.prescriber_id)
            when 'partner' then (select f.name from partner f where f.id = h.partner_id)
        end, h.scopes
    from held h
        left join staff_member s on s.structure_id = h.structure_id and s.id = h.staff_id
    where coalesce(s.active, true)
    order by h.membership_id;
end;
comment on function auth_memberships(bytea, text, text) is
    'What the key with this SHA-256, or this subject of an issuer, may act as now.';
revoke all on function auth_memberships(bytea, text, text) from public;
grant execute on function auth_memberships(bytea, text, text) to maillon_login;

-- Said again by the same subject, a code that has served answers as the first time: the answer may have been lost.
create function enrol(code_hash bytea, token_issuer text, token_subject text, new_id uuid, of_request text)
returns table (membership_id uuid, structure_id uuid, staff_id uuid, staff_role text)
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
    invited record;
    bound uuid;
begin
    select i.id, i.version, i.state, i.structure_id, i.staff_id, s.role into invited
    from invitation i
        join staff_member s on s.structure_id = i.structure_id and s.id = i.staff_id
    where i.hash = code_hash and s.active and (i.state = 'used' or (i.state = 'pending' and i.expires_at > now()))
    for update of i;
    if not found then
        return;
    end if;
    select b.id into bound from identity b
    where b.issuer = token_issuer and b.subject = token_subject and b.holder_id = invited.staff_id and b.state = 'active';
    if invited.state = 'used' and bound is null then
        return; -- by somebody else
    end if;
    if bound is null then
        bound := new_id;
        insert into identity (id, structure_id, issuer, subject, staff_id)
        values (bound, invited.structure_id, token_issuer, token_subject, invited.staff_id);
        insert into change (structure_id, resource, row_id, version, kind)
        values (invited.structure_id, 'identity', bound, 1, 'created');
        insert into transition (structure_id, resource, row_id, verb, to_state, actor_id, actor_kind, request_id)
        values (invited.structure_id, 'identity', bound, 'create', 'active', invited.staff_id, 'staff', of_request);
    end if;
    if invited.state = 'pending' then
        update invitation i set state = 'used', used_at = now(), version = i.version + 1, updated_at = now()
        where i.id = invited.id;
        insert into change (structure_id, resource, row_id, version, kind)
        values (invited.structure_id, 'invitation', invited.id, invited.version + 1, 'updated');
        insert into transition (structure_id, resource, row_id, verb, from_state, to_state, actor_id, actor_kind, request_id)
        values (invited.structure_id, 'invitation', invited.id, 'enrol', 'pending', 'used', invited.staff_id, 'staff', of_request);
    end if;
    return query select bound, invited.structure_id, invited.staff_id, invited.role;
end
$$;
comment on function enrol(bytea, text, text, uuid, text) is 'Binds a subject of an issuer to the member of the staff a code was given to.';
revoke all on function enrol(bytea, text, text, uuid, text) from public;
grant execute on function enrol(bytea, text, text, uuid, text) to maillon_login;

set local role none;
revoke create on schema public from maillon_auth, maillon_relay;
