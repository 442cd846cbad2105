-- One-time links: a party of a convention that has no account signs it, or the host assesses it. A link is a credential of one
-- party of one convention; only its hash is kept.

grant usage on schema public to maillon_signatory;

set local role maillon_owner;

create table immersion_link (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    immersion_id uuid not null,
    role text not null,
    hash bytea not null,
    state text not null default 'pending',
    expires_at timestamptz not null default now() + interval '31 days',
    used_at timestamptz,
    constraint immersion_link_pkey primary key (id),
    constraint immersion_link_structure_id unique (structure_id, id),
    constraint immersion_link_hash_key unique (hash),
    constraint immersion_link_structure_fkey foreign key (structure_id) references structure (id),
    constraint immersion_link_immersion_fkey foreign key (structure_id, immersion_id) references immersion (structure_id, id),
    constraint immersion_link_role check (role in ('beneficiary', 'employer', 'host', 'legal_representative')),
    constraint immersion_link_hash_length check (octet_length(hash) = 32),
    constraint immersion_link_state check (state in ('pending', 'used', 'revoked')),
    constraint immersion_link_used check ((state = 'used') = (used_at is not null))
);
create index immersion_link_immersion on immersion_link (structure_id, immersion_id, id);
create index immersion_link_created_at on immersion_link (structure_id, created_at, id);
alter table immersion_link enable row level security;
grant select, insert, update on immersion_link to maillon_staff;
create policy immersion_link_staff on immersion_link for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy immersion_link_function on immersion_link as restrictive for all to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = any ('{director,counsellor}'), false));
grant select (id, structure_id, immersion_id, hash, state, expires_at, used_at) on immersion_link to maillon_auth;
create policy immersion_link_auth on immersion_link for select to maillon_auth using (true);

-- Who holds a link reads its convention, for an hour more once it has served: the answer may have been lost, and is asked again.
grant select (id, version, structure_id, immersion_id, role, state, expires_at, used_at),
    update (version, updated_at, state, used_at) on immersion_link to maillon_signatory;
create policy immersion_link_signatory on immersion_link for select to maillon_signatory
    using (id = nullif(current_setting('app.actor_id', true), '')::uuid and state <> 'revoked' and expires_at > now()
        and coalesce(used_at > now() - interval '1 hour', true));
create policy immersion_link_signatory_uses on immersion_link for update to maillon_signatory
    using (id = nullif(current_setting('app.actor_id', true), '')::uuid and state = 'pending') with check (state = 'used');

grant select, update (version, updated_at, state, last_on, result, missed_minutes, job_obtained, host_feedback, project_confirmed,
    beneficiary_agrees, beneficiary_comment, assessed_on) on immersion to maillon_signatory;
create policy immersion_signatory on immersion for select to maillon_signatory
    using (id = any (array(select l.immersion_id from immersion_link l)));
create policy immersion_signatory_signs on immersion for update to maillon_signatory
    using (id = any (array(select l.immersion_id from immersion_link l where l.state = 'pending')));

grant select, insert on immersion_signature to maillon_signatory;
create policy immersion_signature_signatory on immersion_signature for select to maillon_signatory
    using (immersion_id = any (array(select l.immersion_id from immersion_link l)));
create policy immersion_signature_signatory_signs on immersion_signature for insert to maillon_signatory
    with check ((immersion_id, role) = any (array(select (l.immersion_id, l.role) from immersion_link l where l.state = 'pending')));

alter table transition drop constraint transition_actor_kind;
alter table transition add constraint transition_actor_kind
    check (actor_kind in ('staff', 'prescriber', 'partner', 'operator', 'signatory', 'job'));
grant insert on change, transition to maillon_signatory;
create policy change_signatory on change for insert to maillon_signatory
    with check (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy transition_signatory on transition for insert to maillon_signatory
    with check (actor_id = nullif(current_setting('app.actor_id', true), '')::uuid);
grant select, insert on idempotency_key to maillon_signatory;
create policy idempotency_key_signatory on idempotency_key for all to maillon_signatory
    using (actor_id = nullif(current_setting('app.actor_id', true), '')::uuid);
grant select on parameter to maillon_signatory;
create policy parameter_signatory on parameter for select to maillon_signatory using (true);

set local role none;
grant create on schema public to maillon_auth;
set local role maillon_relay;

grant execute on function current_era() to maillon_signatory;

set local role none;
set local role maillon_auth;

drop function auth_memberships(bytea, text, text);

-- Asked before anybody is known. A key that may not be used has no membership, nor has a member of the staff who left.
create function auth_memberships(key_hash bytea, token_issuer text, token_subject text)
returns table (membership_id uuid, credential_id uuid, kind text, staff_role text, actor_id uuid, structure_id uuid,
    prescriber_id uuid, partner_id uuid, immersion_id uuid, name text, scopes text[])
language sql stable security definer set search_path = public, pg_temp
begin atomic
    with held as (
        select k.id as membership_id, k.id as credential_id, k.kind, k.structure_id, k.staff_id, k.prescriber_id, k.partner_id,
            null::uuid as immersion_id, k.scopes
        from api_key k
        where k.hash = key_hash and k.state = 'active' and coalesce(k.expires_at > now(), true)
        union all
        select i.id, k.id, i.kind, i.structure_id, i.staff_id, i.prescriber_id, i.partner_id,
            null::uuid as immersion_id, k.scopes
        from api_key k
            join identity i on i.api_key_id = k.id
        where k.hash = key_hash and k.state = 'active' and coalesce(k.expires_at > now(), true) and i.state = 'active'
        union all
        select i.id, i.id, i.kind, i.structure_id, i.staff_id, i.prescriber_id, i.partner_id,
            null::uuid as immersion_id, array['read', 'write'] as scopes
        from identity i
        where i.issuer = token_issuer and i.subject = token_subject and i.state = 'active'
        union all
        select l.id, l.id, 'signatory' as kind, l.structure_id, null::uuid as staff_id, null::uuid as prescriber_id,
            null::uuid as partner_id, l.immersion_id, array['read', 'write'] as scopes
        from immersion_link l
        where l.hash = key_hash and l.state <> 'revoked' and l.expires_at > now()
            and coalesce(l.used_at > now() - interval '1 hour', true)
    )
    select h.membership_id, h.credential_id, h.kind, s.role, coalesce(h.staff_id, h.prescriber_id, h.partner_id, h.credential_id),
        h.structure_id, h.prescriber_id, h.partner_id, h.immersion_id,
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
    'What the key or link with this SHA-256, or this subject of an issuer, may act as now.';
revoke all on function auth_memberships(bytea, text, text) from public;
grant execute on function auth_memberships(bytea, text, text) to maillon_login;

set local role none;
revoke create on schema public from maillon_auth;
