-- What a sender reads of its file and of the directory: nothing that was said to the structure alone, nothing of a stay after
-- its acceptance was undone, no vacancy that it could not send a candidacy to; and bodies are found by words and by place.

set local role maillon_owner;

-- Before any row is written: an index is not made where triggers wait.
create index candidacy_state_since_on on candidacy (structure_id, state_since_on, id);
create index candidacy_sender_state_since_on on candidacy (prescriber_id, state_since_on, id);

-- What staff write when they withdraw a file for the candidate is not for the body that sent them.
alter table candidacy add column staff_withdrawal_reason text;
update candidacy c set staff_withdrawal_reason = c.withdrawal_reason, withdrawal_reason = null, version = c.version + 1
where c.withdrawal_reason is not null
    and 'staff' = (
        select t.actor_kind from transition t
        where t.structure_id = c.structure_id and t.resource = 'candidacy' and t.row_id = c.id and t.verb = 'withdraw'
        order by t.id desc limit 1);
update candidacy c set first_day_on = null, last_day_on = null, exit_category = null, version = c.version + 1
where c.state <> 'accepted' and num_nonnulls(c.first_day_on, c.last_day_on, c.exit_category) > 0;

-- Bodies are found as structures are: by the words of name and town, by town, by department.
alter table prescriber
    add column located_in text generated always as (department_of(postcode)) stored,
    add column search_town text collate "C" generated always as (search_form(town)) stored;
create index prescriber_located_in on prescriber (located_in);
create index prescriber_search_town on prescriber (search_town);
drop index prescriber_search;
alter table prescriber drop column search;

-- A vacancy of a structure that takes no candidacy is in the directory of nobody outside. A function, since a policy has no
-- subplan: it is asked of the rows that are read, a page of them.
create function structure_takes_candidacies(structure uuid) returns boolean
    language sql stable parallel safe
begin atomic
    select s.open_to_candidacies from structure s where s.id = structure_takes_candidacies.structure;
end;
revoke all on function structure_takes_candidacies(uuid) from public;
grant execute on function structure_takes_candidacies(uuid) to maillon_prescriber, maillon_operator, maillon_relay;
alter policy vacancy_prescriber on vacancy
    using (vacancy_is_open(state, opens_on, closes_on) and structure_takes_candidacies(structure_id));
alter policy vacancy_operator on vacancy
    using (vacancy_is_open(state, opens_on, closes_on) and structure_takes_candidacies(structure_id));

set local role none;
grant create on schema public to maillon_relay;
set local role maillon_relay;

-- To a sender a vacancy of a structure that takes no candidacy is closed too; the structure records who comes by itself.
create or replace function vacancy_offered(vacancy uuid, structure uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
begin atomic
    select vacancy_is_open(v.state, v.opens_on, v.closes_on)
        and (v.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid
            or structure_takes_candidacies(v.structure_id)) is true
    from vacancy v
    where v.id = vacancy_offered.vacancy and v.structure_id = vacancy_offered.structure
        and (v.state <> 'draft' or v.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
end;

-- By the row alone: a thousand bodies come in one batch.
create function directory_prescriber() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    delete from directory_word d where d.resource = 'prescriber' and d.row_id = new.id;
    insert into directory_word (resource, row_id, word)
    select 'prescriber', new.id, w.word from words_of(concat_ws(' ', new.name, new.town)) w (word);
    return null;
end
$$;
comment on function directory_prescriber() is 'The words by which a body that sends candidacies is found.';
revoke all on function directory_prescriber() from public;
grant execute on function directory_prescriber() to maillon_owner;

comment on function directory_find(text, text) is
    'Structures, vacancies or prescribers of which each word of the phrase begins a word.';

-- The stay is told while its acceptance holds, and no longer.
create or replace function candidacy_stay(candidacy uuid) returns void
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
        where c.id = candidacy_stay.candidacy and c.state = 'accepted'
            and c.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid
            and (c.first_day_on, c.last_day_on, c.exit_category) is distinct from (s.started_on, s.exit_on, s.category)
        returning c.structure_id, c.prescriber_id, c.id, c.version
    )
    insert into change (structure_id, prescriber_id, resource, row_id, version, kind)
    select t.structure_id, t.prescriber_id, 'candidacy', t.id, t.version, 'updated' from told t;
$$;
comment on function candidacy_stay(uuid) is 'Copies first day, last day and exit of the path onto its candidacy, while accepted.';

-- With the state of the candidacy, read under its lock.
drop function diagnosis_person(uuid, uuid);
create function diagnosis_person(candidacy uuid, participant uuid)
returns table (structure_id uuid, participant_id uuid, birth_on date, state text)
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
    if diagnosis_person.candidacy is null then
        return query select p.structure_id, p.id, p.birth_on, null::text from participant p
            where p.id = diagnosis_person.participant
                and p.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid;
    else
        return query select c.structure_id, c.participant_id, c.birth_on, c.state from candidacy c
            where c.id = diagnosis_person.candidacy
                and (diagnosis_person.participant is null or c.participant_id = diagnosis_person.participant)
                and (c.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid
                    or c.prescriber_id = nullif(current_setting('app.prescriber_id', true), '')::uuid)
            for no key update;
    end if;
end
$$;
comment on function diagnosis_person(uuid, uuid) is
    'Structure, participant and birth date of who is diagnosed, and the state of the candidacy, which it locks.';
revoke all on function diagnosis_person(uuid, uuid) from public;
grant execute on function diagnosis_person(uuid, uuid) to maillon_staff, maillon_prescriber;

set local role none;
revoke create on schema public from maillon_relay;
set local role maillon_owner;

create trigger prescriber_directory after insert or update of name, town on prescriber
    for each row execute function directory_prescriber();
insert into directory_word (resource, row_id, word)
select 'prescriber', p.id, w.word from prescriber p, words_of(concat_ws(' ', p.name, p.town)) w (word);

set local role none;
