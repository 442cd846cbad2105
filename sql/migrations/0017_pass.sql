-- The right to contracts of insertion: eligibility diagnoses, the PASS IAE, its suspensions and extensions.

set local role maillon_owner;

-- English labels beside the national French ones: eligibility is told criterion by criterion in both languages.
alter table reference_eligibility_criteria add column label_en text;

create table pass (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    participant_id uuid not null,
    number text not null,
    start_on date not null,
    end_on date, -- our own count; null for a PASS older than its rules
    official_end_on date,
    last_on date not null, -- what rules use: the official end, else ours
    state text not null default 'active',
    constraint pass_pkey primary key (id),
    constraint pass_structure_id unique (structure_id, id),
    constraint pass_participant unique (structure_id, id, participant_id),
    constraint pass_structure_fkey foreign key (structure_id) references structure (id),
    constraint pass_participant_fkey foreign key (structure_id, participant_id) references participant (structure_id, id),
    constraint pass_state check (state in ('active', 'cancelled')),
    constraint pass_days check (last_on >= start_on),
    constraint pass_last_day check (last_on = coalesce(official_end_on, end_on)),
    constraint pass_no_overlap exclude using gist (participant_id with =, daterange(start_on, last_on, '[]') with &&)
        where (state = 'active')
);
create unique index pass_number_key on pass (structure_id, number) where state = 'active';
create index pass_created_at on pass (structure_id, created_at, id);
create index pass_last_on on pass (structure_id, last_on, id);
create index pass_of_participant on pass (structure_id, participant_id);
alter table pass enable row level security;
grant select, insert, update on pass to maillon_staff;
grant select, update (version, updated_at, end_on, last_on) on pass to maillon_relay;
create policy pass_staff on pass for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy pass_function on pass as restrictive for all to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = any ('{director,counsellor,office}'), false));
create policy pass_relay on pass for all to maillon_relay using (true);

create table pass_suspension (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    pass_id uuid not null,
    participant_id uuid not null,
    reason text not null,
    starts_on date not null,
    ends_on date not null,
    state text not null default 'active',
    constraint pass_suspension_pkey primary key (id),
    constraint pass_suspension_structure_id unique (structure_id, id),
    constraint pass_suspension_structure_fkey foreign key (structure_id) references structure (id),
    constraint pass_suspension_pass_fkey foreign key (structure_id, pass_id, participant_id)
        references pass (structure_id, id, participant_id),
    constraint pass_suspension_reason check (reason in ('contract_suspended', 'contract_broken', 'contract_finished',
        'between_structures', 'bridge_contract')),
    constraint pass_suspension_state check (state in ('active', 'cancelled')),
    constraint pass_suspension_days check (ends_on >= starts_on),
    constraint pass_suspension_no_overlap exclude using gist (pass_id with =, daterange(starts_on, ends_on, '[]') with &&)
        where (state = 'active')
);
create index pass_suspension_created_at on pass_suspension (structure_id, created_at, id);
create index pass_suspension_starts_on on pass_suspension (structure_id, starts_on, id);
create index pass_suspension_pass on pass_suspension (structure_id, pass_id, participant_id);
alter table pass_suspension enable row level security;
grant select, insert, update on pass_suspension to maillon_staff;
grant select on pass_suspension to maillon_relay;
create policy pass_suspension_staff on pass_suspension for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy pass_suspension_function on pass_suspension as restrictive for all to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = any ('{director,counsellor,office}'), false));
create policy pass_suspension_relay on pass_suspension for select to maillon_relay using (true);

-- The prescriber asked reads this row and no other of the person: what it must know to answer is copied here.
create table pass_extension (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    pass_id uuid not null,
    participant_id uuid not null,
    prescriber_id uuid, -- the body asked for its opinion; null: the reason needs none
    reason text not null,
    days integer not null,
    pass_number text not null,
    pass_last_on date not null,
    first_name text not null,
    last_name text not null,
    birth_on date not null,
    state text not null,
    requested_on date not null,
    answered_on date,
    answer text,
    constraint pass_extension_pkey primary key (id),
    constraint pass_extension_structure_id unique (structure_id, id),
    constraint pass_extension_structure_fkey foreign key (structure_id) references structure (id),
    constraint pass_extension_pass_fkey foreign key (structure_id, pass_id, participant_id)
        references pass (structure_id, id, participant_id),
    constraint pass_extension_prescriber_fkey foreign key (prescriber_id) references prescriber (id),
    constraint pass_extension_reason check (reason in ('rqth', 'senior', 'particular_difficulties', 'complete_training',
        'senior_cdi')),
    constraint pass_extension_opinion check ((prescriber_id is not null)
        = (reason = any ('{rqth,senior,particular_difficulties}'))),
    constraint pass_extension_days check (days between 1 and 3650),
    constraint pass_extension_state check (state in ('requested', 'granted', 'denied', 'withdrawn')),
    constraint pass_extension_answered check ((answered_on is not null) = (state in ('granted', 'denied')))
);
create unique index pass_extension_pending_key on pass_extension (structure_id, pass_id) where state = 'requested';
create index pass_extension_created_at on pass_extension (structure_id, created_at, id);
create index pass_extension_pass on pass_extension (structure_id, pass_id, participant_id);
create index pass_extension_prescriber on pass_extension (prescriber_id, id) where prescriber_id is not null;
alter table pass_extension enable row level security;
grant select, insert, update on pass_extension to maillon_staff;
grant select, update (version, updated_at, state, answered_on, answer) on pass_extension to maillon_prescriber;
grant select on pass_extension to maillon_relay;
create policy pass_extension_staff on pass_extension for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy pass_extension_function on pass_extension as restrictive for all to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = any ('{director,counsellor}'), false));
create policy pass_extension_prescriber on pass_extension for all to maillon_prescriber
    using (prescriber_id = nullif(current_setting('app.prescriber_id', true), '')::uuid);
create policy pass_extension_relay on pass_extension for select to maillon_relay using (true);

create table eligibility_diagnosis (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    candidacy_id uuid,
    participant_id uuid,
    prescriber_id uuid, -- the authorised body that made it; null: the structure
    diagnosed_on date not null,
    last_on date not null,
    criteria text[] not null default '{}',
    state text not null default 'active',
    constraint eligibility_diagnosis_pkey primary key (id),
    constraint eligibility_diagnosis_structure_id unique (structure_id, id),
    constraint eligibility_diagnosis_structure_fkey foreign key (structure_id) references structure (id),
    constraint eligibility_diagnosis_candidacy_fkey foreign key (structure_id, candidacy_id)
        references candidacy (structure_id, id),
    constraint eligibility_diagnosis_participant_fkey foreign key (structure_id, participant_id)
        references participant (structure_id, id),
    constraint eligibility_diagnosis_prescriber_fkey foreign key (prescriber_id) references prescriber (id),
    constraint eligibility_diagnosis_person check (num_nonnulls(candidacy_id, participant_id) > 0),
    -- A prescriber reads its own rows only, and these hold no criterion: none can reach it.
    constraint eligibility_diagnosis_criteria check (prescriber_id is null or criteria = '{}'),
    constraint eligibility_diagnosis_days check (last_on >= diagnosed_on),
    constraint eligibility_diagnosis_state check (state in ('active', 'cancelled'))
);
create index eligibility_diagnosis_created_at on eligibility_diagnosis (structure_id, created_at, id);
create index eligibility_diagnosis_diagnosed_on on eligibility_diagnosis (structure_id, diagnosed_on, id);
create index eligibility_diagnosis_candidacy on eligibility_diagnosis (structure_id, candidacy_id);
create index eligibility_diagnosis_participant on eligibility_diagnosis (structure_id, participant_id);
create index eligibility_diagnosis_prescriber on eligibility_diagnosis (prescriber_id, id) where prescriber_id is not null;
alter table eligibility_diagnosis enable row level security;
grant select, insert, update on eligibility_diagnosis to maillon_staff;
grant select, insert on eligibility_diagnosis to maillon_prescriber;
grant update (version, updated_at, state) on eligibility_diagnosis to maillon_prescriber;
grant select (id, structure_id, participant_id, prescriber_id, diagnosed_on, last_on, state) on eligibility_diagnosis
    to maillon_relay;
create policy eligibility_diagnosis_staff on eligibility_diagnosis for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy eligibility_diagnosis_function on eligibility_diagnosis as restrictive for all to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = any ('{director,counsellor}'), false));
create policy eligibility_diagnosis_prescriber on eligibility_diagnosis for all to maillon_prescriber
    using (prescriber_id = nullif(current_setting('app.prescriber_id', true), '')::uuid);
create policy eligibility_diagnosis_relay on eligibility_diagnosis for select to maillon_relay using (true);

grant select (id, structure_id, birth_on) on participant to maillon_relay;
create policy participant_relay on participant for select to maillon_relay using (true);

-- What happened to them follows the rule of their row, as elsewhere.
drop policy transition_row on transition;
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
        when 'pass' then row_id = any (array(select r.id from pass r where r.id = transition.row_id))
        when 'pass_suspension' then row_id = any (array(select r.id from pass_suspension r where r.id = transition.row_id))
        else current_setting('app.staff_role', true) = any ('{director,counsellor}')
    end, false));

-- With the rights of who asks: days of right left on the day of the request. The rule is pass_remaining_days() of the domain;
-- a test compares the two.
create function pass_days_left(pass uuid, start_on date, last_on date) returns integer
language sql stable set search_path = public, pg_temp
return (
    select greatest(0, pass_days_left.last_on - d.first_on + 1) - coalesce((
        select sum(greatest(0, least(s.ends_on, pass_days_left.last_on) - greatest(s.starts_on, d.first_on) + 1))
        from pass_suspension s
        where s.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid and s.pass_id = pass_days_left.pass
            and s.state = 'active'), 0)
    from (select greatest(nullif(current_setting('app.today', true), '')::date, pass_days_left.start_on) as first_on) d
)::integer;
comment on function pass_days_left(uuid, date, date) is 'Days of a PASS from today to its end, less the suspended ones.';
revoke all on function pass_days_left(uuid, date, date) from public;
grant execute on function pass_days_left(uuid, date, date) to maillon_staff;

set local role none;
grant create on schema public to maillon_relay;
set local role maillon_relay;

-- Everything that a person's right rests on, for whoever decides on it: the office signs contracts and sees no diagnosis, the
-- prescriber that grants an extension sees no PASS. Criteria are not among it.
create function person_rights(participant uuid)
returns table (kind text, id uuid, pass_id uuid, first_on date, last_on date, official_end_on date, days integer,
    prescriber_id uuid)
language sql stable security definer set search_path = public, pg_temp
begin atomic
    with person as (
        select p.id, p.structure_id from participant p
        where p.id = person_rights.participant
            and p.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid
        union
        select e.participant_id, e.structure_id from pass_extension e
        where e.participant_id = person_rights.participant and e.state = 'requested'
            and e.prescriber_id = nullif(current_setting('app.prescriber_id', true), '')::uuid
    )
    select 'pass'::text as kind, a.id, null::uuid as pass_id, a.start_on as first_on, a.last_on, a.official_end_on,
        null::integer as days, null::uuid as prescriber_id
    from person q join pass a on a.structure_id = q.structure_id and a.participant_id = q.id
    where a.state = 'active'
    union all
    select 'suspension'::text as kind, s.id, s.pass_id, s.starts_on as first_on, s.ends_on as last_on, null::date as official_end_on,
        null::integer as days, null::uuid as prescriber_id
    from person q
        join pass a on a.structure_id = q.structure_id and a.participant_id = q.id
        join pass_suspension s on s.structure_id = a.structure_id and s.pass_id = a.id
    where a.state = 'active' and s.state = 'active'
    union all
    select 'extension'::text as kind, e.id, e.pass_id, null::date as first_on, null::date as last_on,
        null::date as official_end_on, e.days, null::uuid as prescriber_id
    from person q
        join pass a on a.structure_id = q.structure_id and a.participant_id = q.id
        join pass_extension e on e.structure_id = a.structure_id and e.pass_id = a.id
    where a.state = 'active' and e.state = 'granted'
    union all
    select 'diagnosis'::text as kind, d.id, null::uuid as pass_id, d.diagnosed_on as first_on, d.last_on,
        null::date as official_end_on, null::integer as days, d.prescriber_id
    from person q join eligibility_diagnosis d on d.structure_id = q.structure_id and d.participant_id = q.id
    where d.state = 'active'
    order by 1, 4, 2;
end;
comment on function person_rights(uuid) is
    'PASSes, suspensions, granted extensions and diagnoses of a person of the structure, or of a person whose extension the prescriber is asked about.';
revoke all on function person_rights(uuid) from public;
grant execute on function person_rights(uuid) to maillon_staff, maillon_prescriber;

-- Locks the PASS that an extension asked of the prescriber would move: two extensions are counted one after the other.
create function pass_extension_lock(extension uuid) returns void
language sql volatile security definer set search_path = public, pg_temp
begin atomic
    select a.id
    from pass_extension e join pass a on a.structure_id = e.structure_id and a.id = e.pass_id
    where e.id = pass_extension_lock.extension
        and e.prescriber_id = nullif(current_setting('app.prescriber_id', true), '')::uuid
    for no key update of a;
end;
comment on function pass_extension_lock(uuid) is 'Locks the PASS of an extension that the prescriber is asked about.';
revoke all on function pass_extension_lock(uuid) from public;
grant execute on function pass_extension_lock(uuid) to maillon_prescriber;

-- The end of a PASS as its suspensions and extensions now make it; its version grows with theirs.
create function pass_set_end(pass uuid, end_on date, last_on date) returns void
language sql volatile security definer set search_path = public, pg_temp
as $$
    with moved as (
        update pass a set end_on = pass_set_end.end_on, last_on = pass_set_end.last_on, version = a.version + 1, updated_at = now()
        where a.id = pass_set_end.pass and (
            a.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid
            or exists (select from pass_extension e
                where e.structure_id = a.structure_id and e.pass_id = a.id and e.state = 'granted'
                    and e.prescriber_id = nullif(current_setting('app.prescriber_id', true), '')::uuid))
        returning a.structure_id, a.id, a.version
    )
    insert into change (structure_id, resource, row_id, version, kind)
    select m.structure_id, 'pass', m.id, m.version, 'updated' from moved m;
$$;
comment on function pass_set_end(uuid, date, date) is 'Writes the end of a PASS that a suspension or an extension moved.';
revoke all on function pass_set_end(uuid, date, date) from public;
grant execute on function pass_set_end(uuid, date, date) to maillon_staff, maillon_prescriber;

-- Whose eligibility is about to be diagnosed: the structure and the person behind a candidacy that the caller sent or received,
-- or of a participant of the caller's structure. The candidacy stays as it is until the end: accepting it links its diagnoses.
create function diagnosis_person(candidacy uuid, participant uuid)
returns table (structure_id uuid, participant_id uuid, birth_on date)
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
    if diagnosis_person.candidacy is null then
        return query select p.structure_id, p.id, p.birth_on from participant p
            where p.id = diagnosis_person.participant
                and p.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid;
    else
        return query select c.structure_id, c.participant_id, c.birth_on from candidacy c
            where c.id = diagnosis_person.candidacy
                and (diagnosis_person.participant is null or c.participant_id = diagnosis_person.participant)
                and (c.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid
                    or c.prescriber_id = nullif(current_setting('app.prescriber_id', true), '')::uuid)
            for no key update;
    end if;
end
$$;
comment on function diagnosis_person(uuid, uuid) is 'Structure, participant and birth date of who is diagnosed; locks the candidacy.';
revoke all on function diagnosis_person(uuid, uuid) from public;
grant execute on function diagnosis_person(uuid, uuid) to maillon_staff, maillon_prescriber;

set local role none;
revoke create on schema public from maillon_relay;
