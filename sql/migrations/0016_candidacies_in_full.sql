-- Candidacies in full: what the sender says of the person's situation, who follows the file, since when it stands where it
-- is, and files of one person put together.

set local role maillon_owner;

-- What a sender may say in words of a list. Health, justice, child protection and refuge are not among them: a diagnosis of
-- eligibility is where they are told, to fewer people.
create table reference_candidate_situations (
    code text not null,
    label_fr text not null,
    label_en text not null,
    constraint reference_candidate_situations_pkey primary key (code)
);
alter table reference_candidate_situations enable row level security;

alter table candidacy
    add column situations text[] not null default '{}',
    add column situation_details text,
    add column prescriber_kind text, -- the sender's on the day it sent; null: spontaneous
    add column assigned_counsellor_id uuid,
    add column state_since_on date not null default (now() at time zone 'Europe/Paris')::date,
    add column merged_into_id uuid,
    add constraint candidacy_prescriber_kind_fkey foreign key (prescriber_kind) references reference_prescriber_kinds (code),
    add constraint candidacy_counsellor_fkey foreign key (structure_id, assigned_counsellor_id)
        references staff_member (structure_id, id),
    add constraint candidacy_merged_into_fkey foreign key (structure_id, merged_into_id) references candidacy (structure_id, id),
    add constraint candidacy_merged check (merged_into_id is null or (state = 'obsolete' and merged_into_id <> id));
update candidacy c set
    prescriber_kind = (select p.kind from prescriber p where p.id = c.prescriber_id),
    state_since_on = (coalesce((select max(t.at) from transition t where t.structure_id = c.structure_id and t.row_id = c.id),
        c.created_at) at time zone 'Europe/Paris')::date;

create index candidacy_updated_at on candidacy (structure_id, updated_at, id);
create index candidacy_counsellor on candidacy (structure_id, assigned_counsellor_id);
create index candidacy_merged_into on candidacy (structure_id, merged_into_id);
-- The files that wait for an answer, the longest wait first.
create index candidacy_waiting on candidacy (structure_id, state_since_on)
    where state = any ('{submitted,under_review,interview_planned,waitlisted}');
-- A national sender has more files than any structure: its lists have their own indexes.
create index candidacy_sender_last_name on candidacy (prescriber_id, last_name, id);
create index candidacy_sender_created_at on candidacy (prescriber_id, created_at, id);
create index candidacy_sender_updated_at on candidacy (prescriber_id, updated_at, id);
create index candidacy_sender_state on candidacy (prescriber_id, state, id);
create index candidacy_sender_waiting on candidacy (prescriber_id, state_since_on)
    where state = any ('{submitted,under_review,interview_planned,waitlisted}');

grant update (candidate_informed_on, vacancy_id, wished_jobs, situations, situation_details) on candidacy to maillon_prescriber;

-- The legal day of the last answer: of every move, also of one that leaves the state as it is (an interview moved).
create function candidacy_stamp() returns trigger
language plpgsql set search_path = public, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        new.prescriber_kind := (select p.kind from prescriber p where p.id = new.prescriber_id);
    end if;
    if tg_op = 'INSERT' or (new.state, new.interview_at, new.interview_place)
            is distinct from (old.state, old.interview_at, old.interview_place) then
        new.state_since_on := coalesce(nullif(current_setting('app.today', true), '')::date, new.state_since_on);
    end if;
    return new;
end
$$;
comment on function candidacy_stamp() is 'Since when a candidacy stands where it is, and the kind of its sender.';
revoke all on function candidacy_stamp() from public;
create trigger candidacy_stamp before insert or update of state, interview_at, interview_place on candidacy
    for each row execute function candidacy_stamp();

set local role none;
grant create on schema public to maillon_relay;
set local role maillon_relay;

-- Also when its author corrects a name or the birth date; and a person may come by itself twice.
create or replace function candidacy_mark_duplicate() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    new.possible_duplicate_of := (
        select c.id from candidacy c
        where c.structure_id = new.structure_id and c.birth_on = new.birth_on and c.id <> new.id
            and coalesce(c.prescriber_id <> new.prescriber_id, true)
            and name_key(c.first_name, c.last_name) = name_key(new.first_name, new.last_name)
        order by c.id desc limit 1);
    return new;
end
$$;

set local role none;
revoke create on schema public from maillon_relay;
set local role maillon_owner;

drop trigger candidacy_mark_duplicate on candidacy;
create trigger candidacy_mark_duplicate before insert or update of first_name, last_name, birth_on on candidacy
    for each row execute function candidacy_mark_duplicate();

set local role none;
