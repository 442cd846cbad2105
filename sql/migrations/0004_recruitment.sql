-- Candidacies. The only table that two tenants meet in: the structure that receives one and the prescriber that sent it.

set local role maillon_owner;

create table candidacy (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    prescriber_id uuid, -- null: spontaneous, recorded by the structure
    candidate_reference text not null,
    external_id text,
    worksite_id uuid,
    first_name text not null,
    last_name text not null,
    birth_on date not null,
    email text,
    phone text,
    address text,
    postcode text,
    town text,
    candidate_informed_on date not null,
    referent_name text,
    referent_email text,
    referent_phone text,
    message text,
    expected_start_on date,
    state text not null default 'submitted',
    interview_at timestamptz,
    interview_place text,
    refusal_reason text,
    answer_to_candidate text,
    answer_to_prescriber text,
    withdrawal_reason text,
    cancel_reason text,
    staff_comment text,
    participant_id uuid,
    possible_duplicate_of uuid,
    first_day_on date,
    last_day_on date,
    exit_category text,
    constraint candidacy_pkey primary key (id),
    constraint candidacy_structure_id unique (structure_id, id),
    -- Not within a structure: the sender numbers its files whoever receives them.
    constraint candidacy_external_id_key unique (prescriber_id, external_id),
    constraint candidacy_structure_fkey foreign key (structure_id) references structure (id),
    constraint candidacy_prescriber_fkey foreign key (prescriber_id) references prescriber (id),
    constraint candidacy_worksite_fkey foreign key (structure_id, worksite_id) references worksite (structure_id, id),
    constraint candidacy_duplicate_fkey foreign key (structure_id, possible_duplicate_of)
        references candidacy (structure_id, id),
    constraint candidacy_refusal_reason_fkey foreign key (refusal_reason) references reference_refusal_reasons (code),
    constraint candidacy_state check (state in ('submitted', 'under_review', 'interview_planned', 'waitlisted', 'accepted',
        'refused', 'withdrawn', 'cancelled', 'obsolete')),
    constraint candidacy_referent check (prescriber_id is null or referent_name is not null),
    constraint candidacy_exit_category check (exit_category in ('durable', 'transition', 'positive', 'other', 'neutral'))
);
create unique index candidacy_open_key on candidacy (structure_id, prescriber_id, candidate_reference) nulls not distinct
    where state in ('submitted', 'under_review', 'interview_planned', 'waitlisted');
create unique index candidacy_own_external_id_key on candidacy (structure_id, external_id) where prescriber_id is null;
create index candidacy_last_name on candidacy (structure_id, last_name, id);
create index candidacy_created_at on candidacy (structure_id, created_at, id);
create index candidacy_birth_on on candidacy (structure_id, birth_on);
create index candidacy_worksite on candidacy (structure_id, worksite_id);
create index candidacy_participant on candidacy (structure_id, participant_id);
create index candidacy_duplicate on candidacy (structure_id, possible_duplicate_of);
create index candidacy_prescriber on candidacy (prescriber_id, id);
create index candidacy_reference on candidacy (prescriber_id, candidate_reference);
alter table candidacy enable row level security;
grant select, insert, update on candidacy to maillon_staff;
grant select, insert on candidacy to maillon_prescriber;
grant update (version, updated_at, worksite_id, first_name, last_name, birth_on, email, phone, address, postcode, town,
    referent_name, referent_email, referent_phone, message, expected_start_on, state, withdrawal_reason)
    on candidacy to maillon_prescriber;
grant select, update (version, updated_at, state, first_day_on, last_day_on, exit_category) on candidacy to maillon_relay;
create policy candidacy_staff on candidacy for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy candidacy_function on candidacy as restrictive for all to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = any ('{director,counsellor}'), false));
create policy candidacy_prescriber on candidacy for all to maillon_prescriber
    using (prescriber_id = nullif(current_setting('app.prescriber_id', true), '')::uuid);
create policy candidacy_relay on candidacy for all to maillon_relay using (true);

set local role none;
grant create on schema public to maillon_relay;
set local role maillon_relay;

-- The form under which two names may be one person's: no case, no accent, one space for spaces, hyphens, apostrophes.
create function name_key(first_name text, last_name text) returns text
language sql stable set search_path = public, pg_temp
return regexp_replace(lower(unaccent(last_name || ' ' || first_name)), '[[:space:]''’-]+', ' ', 'g');
revoke all on function name_key(text, text) from public;

-- A sender must never learn that another body has a file of the same person, so that it cannot look itself: the row is
-- marked on its way in, and only the structure is shown the mark.
create function candidacy_mark_duplicate() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    new.possible_duplicate_of := (
        select c.id from candidacy c
        where c.structure_id = new.structure_id and c.birth_on = new.birth_on
            and c.prescriber_id is distinct from new.prescriber_id
            and name_key(c.first_name, c.last_name) = name_key(new.first_name, new.last_name)
        order by c.id desc limit 1);
    return new;
end
$$;
revoke all on function candidacy_mark_duplicate() from public;
grant execute on function candidacy_mark_duplicate() to maillon_owner;

-- Two structures that accept one person at once must not both succeed. Taken first in the transaction of `accept`, before
-- the row's own lock: the second waits here, and then reads that its candidacy is obsolete.
create function candidacy_lock(candidacy uuid) returns void
language sql volatile security definer set search_path = public, pg_temp
begin atomic
    select pg_advisory_xact_lock(hashtextextended('candidacy ' || c.prescriber_id || ' ' || c.candidate_reference, 0))
    from candidacy c
    where c.id = candidacy_lock.candidacy
        and c.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid and c.prescriber_id is not null;
end;
comment on function candidacy_lock(uuid) is 'Waits for the other moves on the files of the same sender and reference.';
revoke all on function candidacy_lock(uuid) from public;
grant execute on function candidacy_lock(uuid) to maillon_staff;

-- The other open files of the same sender and reference, in any structure, become obsolete; who accepted is not told.
create function obsolete_siblings(candidacy uuid) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
    accepted record;
    sibling record;
    obsoleted integer := 0;
begin
    perform candidacy_lock(obsolete_siblings.candidacy);
    select c.id, c.prescriber_id, c.candidate_reference into accepted from candidacy c
    where c.id = obsolete_siblings.candidacy
        and c.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid;
    for sibling in
        select c.id, c.structure_id, c.state from candidacy c
        where c.prescriber_id = accepted.prescriber_id and c.candidate_reference = accepted.candidate_reference
            and c.id <> accepted.id and c.state in ('submitted', 'under_review', 'interview_planned', 'waitlisted')
        order by c.id -- everybody locks in one order
        for update
    loop
        insert into transition (structure_id, resource, row_id, verb, from_state, to_state, actor_kind)
        values (sibling.structure_id, 'candidacy', sibling.id, 'obsolete', sibling.state, 'obsolete', 'job');
        with marked as (
            update candidacy c set state = 'obsolete', version = c.version + 1, updated_at = now()
            where c.id = sibling.id
            returning c.structure_id, c.prescriber_id, c.id, c.version
        )
        insert into change (structure_id, prescriber_id, resource, row_id, version, kind)
        select m.structure_id, m.prescriber_id, 'candidacy', m.id, m.version, 'updated' from marked m;
        obsoleted := obsoleted + 1;
    end loop;
    return obsoleted;
end
$$;
comment on function obsolete_siblings(uuid) is 'Marks the other open files of the person obsolete; returns how many.';
revoke all on function obsolete_siblings(uuid) from public;
grant execute on function obsolete_siblings(uuid) to maillon_staff;

set local role none;
revoke create on schema public from maillon_relay;
set local role maillon_owner;

create trigger candidacy_mark_duplicate before insert on candidacy
    for each row execute function candidacy_mark_duplicate();

set local role none;
