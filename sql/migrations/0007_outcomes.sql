-- Exits, and what funders pull from them.

set local role maillon_owner;

create table path_exit (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    path_id uuid not null,
    participant_id uuid not null,
    worksite_id uuid not null, -- the path's on that day
    exit_on date not null,
    reason text not null,
    category text not null,
    asp_code text,
    counted boolean not null,
    uncounted_because text,
    job_starts_on date,
    job_ends_on date,
    employer_name text,
    individual_progress boolean,
    collective_life boolean,
    transferable_skills boolean,
    project_defined boolean,
    barriers_lifted text,
    job_search_tools boolean,
    comment text,
    constraint path_exit_pkey primary key (id),
    constraint path_exit_structure_id unique (structure_id, id),
    constraint path_exit_path_key unique (structure_id, path_id),
    constraint path_exit_structure_fkey foreign key (structure_id) references structure (id),
    constraint path_exit_path_fkey foreign key (structure_id, path_id, participant_id)
        references path (structure_id, id, participant_id),
    constraint path_exit_worksite_fkey foreign key (structure_id, worksite_id) references worksite (structure_id, id),
    constraint path_exit_reason_fkey foreign key (reason) references reference_exit_reasons (code),
    constraint path_exit_category check (category in ('durable', 'transition', 'positive', 'other', 'neutral')),
    constraint path_exit_counted check (not counted or category <> 'neutral'),
    constraint path_exit_uncounted check (counted = (uncounted_because is null)),
    constraint path_exit_job_days check (job_ends_on >= job_starts_on),
    constraint path_exit_barriers_lifted check (barriers_lifted in ('all', 'some', 'none'))
);
create index path_exit_exit_on on path_exit (structure_id, exit_on, id);
create index path_exit_created_at on path_exit (structure_id, created_at, id);
create index path_exit_path on path_exit (structure_id, path_id, participant_id);
create index path_exit_participant on path_exit (structure_id, participant_id);
create index path_exit_worksite on path_exit (structure_id, worksite_id);
alter table path_exit enable row level security;
grant select, insert, update on path_exit to maillon_staff;
grant select (id, structure_id, path_id, worksite_id, exit_on, reason, category, counted) on path_exit to maillon_relay;
create policy path_exit_staff on path_exit for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy path_exit_function on path_exit as restrictive for all to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = any ('{director,counsellor,office}'), false));
create policy path_exit_relay on path_exit for select to maillon_relay using (true);

set local role none;
grant create on schema public to maillon_relay;
set local role maillon_relay;

-- Partners read no exit, only these counts: their agreements are asked here, at every call.
create function outcome_headline(from_on date, to_on date, only_structure uuid default null)
returns table (structure_id uuid, structure_name text, worksite_id uuid, worksite_name text, reason text, category text,
    counted bigint, uncounted bigint)
language sql stable security definer set search_path = public, pg_temp
begin atomic
    with shown as (
        select nullif(current_setting('app.structure_id', true), '')::uuid as id
        union
        select a.structure_id from agreement a
        where a.partner_id = nullif(current_setting('app.partner_id', true), '')::uuid and a.state = 'open'
            and a.scope = 'headline'
            and daterange(a.starts_on, a.ends_on, '[]') @> nullif(current_setting('app.today', true), '')::date
    )
    select e.structure_id, s.name, e.worksite_id, w.name, e.reason, e.category,
        count(*) filter (where e.counted), count(*) filter (where not e.counted)
    from shown
        join path_exit e on e.structure_id = shown.id
        join structure s on s.id = e.structure_id
        join worksite w on w.structure_id = e.structure_id and w.id = e.worksite_id
    where e.exit_on >= from_on and e.exit_on <= to_on and (only_structure is null or e.structure_id = only_structure)
    group by e.structure_id, s.name, e.worksite_id, w.name, e.reason, e.category
    order by s.name, e.structure_id, w.name, e.worksite_id, e.category, e.reason;
end;
comment on function outcome_headline(date, date, uuid) is
    'Exits of a period by structure, worksite, reason and category: the own structure, or those of the agreements in force.';
revoke all on function outcome_headline(date, date, uuid) from public;
grant execute on function outcome_headline(date, date, uuid) to maillon_staff, maillon_partner;

-- What the sender learns after an acceptance: first day, last day, category of the exit. Kept on the candidacy because a
-- sender reads no path; written here because who signs a contract (office) reads no candidacy.
create function candidacy_stay(candidacy uuid) returns void
language sql volatile security definer set search_path = public, pg_temp
as $$
    with stay as (
        select p.started_on, e.exit_on, e.category
        from path p
            left join path_exit e on e.structure_id = p.structure_id and e.path_id = p.id
        where p.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid
            and p.candidacy_id = candidacy_stay.candidacy
        order by p.id limit 1 -- a person who came back later has a second path, of another candidacy or of none
    ), told as (
        update candidacy c set first_day_on = s.started_on, last_day_on = s.exit_on, exit_category = s.category,
            version = c.version + 1, updated_at = now()
        from stay s
        where c.id = candidacy_stay.candidacy
            and c.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid
            and (c.first_day_on, c.last_day_on, c.exit_category) is distinct from (s.started_on, s.exit_on, s.category)
        returning c.structure_id, c.prescriber_id, c.id, c.version
    )
    insert into change (structure_id, prescriber_id, resource, row_id, version, kind)
    select t.structure_id, t.prescriber_id, 'candidacy', t.id, t.version, 'updated' from told t;
$$;
comment on function candidacy_stay(uuid) is 'Copies first day, last day and exit of the path onto its candidacy.';
revoke all on function candidacy_stay(uuid) from public;
grant execute on function candidacy_stay(uuid) to maillon_staff;

set local role none;
revoke create on schema public from maillon_relay;
