-- Vacancies, and how the directory is searched: by the words of a name, by town, by department and region.

set local role maillon_owner;

-- The department of a postcode; null where there is none. Corsica had one department when postcodes were made, and
-- Saint-Barthélemy and Saint-Martin were communes of Guadeloupe.
create function department_of(postcode text) returns text
    language sql immutable parallel safe
    return case
        when postcode = '97133' then '977'
        when postcode = '97150' then '978'
        when left(postcode, 3) = any ('{971,972,973,974,975,976,977,978,986,987,988}') then left(postcode, 3)
        when left(postcode, 2) = '20' then case when postcode collate "C" < '20200' then '2A' else '2B' end
        when left(postcode, 2) collate "C" between '01' and '95' then left(postcode, 2)
    end;
revoke all on function department_of(text) from public;
grant execute on function department_of(text) to maillon_staff, maillon_prescriber, maillon_partner, maillon_operator, maillon_relay;

alter table structure
    add column located_in text generated always as (coalesce(department, department_of(postcode))) stored,
    add column search_town text collate "C" generated always as (search_form(town)) stored;
create index structure_located_in on structure (located_in);
create index structure_search_town on structure (search_town);

alter table worksite
    add column located_in text generated always as (department_of(postcode)) stored,
    add column search_town text collate "C" generated always as (search_form(town)) stored;
create index worksite_located_in on worksite (located_in);
create index worksite_search_town on worksite (search_town);

create table vacancy (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    worksite_id uuid not null,
    title text not null,
    rome text not null,
    description text,
    openings integer not null,
    weekly_minutes integer,
    opens_on date not null,
    closes_on date,
    state text not null default 'draft',
    constraint vacancy_pkey primary key (id),
    constraint vacancy_structure_id unique (structure_id, id),
    constraint vacancy_structure_fkey foreign key (structure_id) references structure (id),
    constraint vacancy_worksite_fkey foreign key (structure_id, worksite_id) references worksite (structure_id, id),
    constraint vacancy_openings check (openings between 1 and 500),
    constraint vacancy_days check (closes_on >= opens_on),
    constraint vacancy_state check (state in ('draft', 'open', 'closed'))
);
create index vacancy_created_at on vacancy (structure_id, created_at, id);
create index vacancy_opens_on on vacancy (structure_id, opens_on, id);
create index vacancy_worksite on vacancy (worksite_id);
create index vacancy_structure_worksite on vacancy (structure_id, worksite_id);
create index vacancy_rome on vacancy (rome, id);
-- What the directory lists.
create index vacancy_open on vacancy (id) where state = 'open';
create index vacancy_open_created_at on vacancy (created_at, id) where state = 'open';
create index vacancy_open_opens_on on vacancy (opens_on, id) where state = 'open';

-- Whether a vacancy takes candidacies on the day of the transaction. Inlined, in policies too.
create function vacancy_is_open(state text, opens_on date, closes_on date) returns boolean
    language sql stable parallel safe
    return state = 'open' and opens_on <= nullif(current_setting('app.today', true), '')::date
        and coalesce(closes_on, 'infinity') >= nullif(current_setting('app.today', true), '')::date;
revoke all on function vacancy_is_open(text, date, date) from public;
grant execute on function vacancy_is_open(text, date, date)
    to maillon_staff, maillon_prescriber, maillon_operator, maillon_relay;

alter table vacancy enable row level security;
grant select, insert, update on vacancy to maillon_staff;
grant select on vacancy to maillon_prescriber, maillon_operator, maillon_relay;
create policy vacancy_staff on vacancy for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy vacancy_prescriber on vacancy for select to maillon_prescriber
    using (vacancy_is_open(state, opens_on, closes_on));
create policy vacancy_operator on vacancy for select to maillon_operator using (vacancy_is_open(state, opens_on, closes_on));
create policy vacancy_relay on vacancy for select to maillon_relay using (true);

-- The worksites of structures are directory too.
grant select on worksite to maillon_operator;
create policy worksite_operator on worksite for select to maillon_operator using (true);

-- The one list that queries read: a region is the departments it has.
grant select on reference_departments to maillon_staff, maillon_prescriber, maillon_partner, maillon_operator;
create policy reference_departments_staff on reference_departments for select to maillon_staff using (true);
create policy reference_departments_prescriber on reference_departments for select to maillon_prescriber using (true);
create policy reference_departments_partner on reference_departments for select to maillon_partner using (true);
create policy reference_departments_operator on reference_departments for select to maillon_operator using (true);

create function region_of(department text) returns text
    language sql stable parallel safe
    return (select d.region_fr from reference_departments d where d.code = department);
create function departments_of(region text) returns text[]
    language sql stable parallel safe
    return array(select d.code from reference_departments d where search_form(d.region_fr) = search_form(region));

-- The worksites that a caller sees in these departments, or in this town: where nothing is said of the worksite, it is where
-- its structure is.
create function worksites_in(departments text[]) returns setof uuid
    language sql stable parallel safe
begin atomic
    select w.id from worksite w where w.located_in = any (departments)
    union all
    select w.id from structure s join worksite w on w.structure_id = s.id
    where s.located_in = any (departments) and w.located_in is null;
end;
create function worksites_at(town text) returns setof uuid
    language sql stable parallel safe
begin atomic
    select w.id from worksite w where w.search_town = search_form(worksites_at.town)
    union all
    select w.id from structure s join worksite w on w.structure_id = s.id
    where s.search_town = search_form(worksites_at.town) and w.town is null;
end;

-- The words by which the directory is found: no accent, no case, and the place of each in its index.
create table directory_word (
    resource text not null,
    row_id uuid not null,
    word text collate "C" not null,
    constraint directory_word_pkey primary key (resource, row_id, word)
);
create index directory_word_word on directory_word (resource, word, row_id);
alter table directory_word enable row level security;
grant select, insert, delete on directory_word to maillon_relay;
create policy directory_word_relay on directory_word for all to maillon_relay using (true);

create function words_of(phrase text) returns setof text
    language sql immutable parallel safe
begin atomic
    select distinct word collate "C" from regexp_split_to_table(search_form(phrase), '[^[:alnum:]]+') word where word <> '';
end;
revoke all on function region_of(text), departments_of(text), worksites_in(text[]), worksites_at(text), words_of(text) from public;
grant execute on function region_of(text), departments_of(text), worksites_in(text[]), worksites_at(text)
    to maillon_staff, maillon_prescriber, maillon_partner, maillon_operator;
grant execute on function words_of(text) to maillon_relay;

set local role none;
grant create on schema public to maillon_relay;
set local role maillon_relay;

-- The words of a structure are its name and town; of a vacancy its title, its town and those of its structure.
create function directory_index(structures uuid[], vacancies uuid[]) returns void
language sql volatile set search_path = public, pg_temp
begin atomic
    delete from directory_word d
    where (d.resource = 'structure' and d.row_id = any (structures)) or (d.resource = 'vacancy' and d.row_id = any (vacancies));
    insert into directory_word (resource, row_id, word)
    select 'structure' as resource, s.id, w.word
    from structure s, words_of(concat_ws(' ', s.name, s.town)) w (word)
    where s.id = any (structures)
    union all
    select 'vacancy' as resource, v.id, w.word
    from vacancy v
        join worksite k on k.id = v.worksite_id
        join structure s on s.id = v.structure_id,
        words_of(concat_ws(' ', v.title, k.town, s.name, s.town)) w (word)
    where v.id = any (vacancies);
end;
revoke all on function directory_index(uuid[], uuid[]) from public;

create function directory_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    if tg_table_name = 'structure' then
        perform directory_index(array[new.id], array(select v.id from vacancy v where v.structure_id = new.id));
    elsif tg_table_name = 'worksite' then
        perform directory_index('{}', array(select v.id from vacancy v where v.worksite_id = new.id));
    else
        perform directory_index('{}', array[new.id]);
    end if;
    return null;
end
$$;
revoke all on function directory_changed() from public;
grant execute on function directory_changed() to maillon_owner;

-- The rows of which each word of the phrase begins a word. The caller's own policies say which of them it sees.
create function directory_find(resource text, phrase text) returns setof uuid
language sql stable security definer set search_path = public, pg_temp
begin atomic
    -- An array, so that the planner expects the few words it is and walks the index for each.
    with asked as materialized (select array(select word from words_of(phrase) word) as words)
    select d.row_id
    from asked
        cross join unnest(asked.words) with ordinality a (word, place)
        join directory_word d on d.resource = directory_find.resource
            and d.word >= a.word collate "C" and d.word < (a.word || chr(1114111)) collate "C"
    group by d.row_id
    having count(distinct a.place) = (select cardinality(asked.words) from asked);
end;
comment on function directory_find(text, text) is 'Structures or vacancies of which each word of the phrase begins a word.';
revoke all on function directory_find(text, text) from public;
grant execute on function directory_find(text, text) to maillon_staff, maillon_prescriber, maillon_partner, maillon_operator;

-- Whether a vacancy of the structure takes candidacies today. Null: there is none that the caller may know of; one that is
-- closed was seen in the directory, and is said to be.
create function vacancy_offered(vacancy uuid, structure uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
begin atomic
    select vacancy_is_open(v.state, v.opens_on, v.closes_on) from vacancy v
    where v.id = vacancy_offered.vacancy and v.structure_id = vacancy_offered.structure
        and (v.state <> 'draft' or v.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
end;
comment on function vacancy_offered(uuid, uuid) is 'Whether a vacancy takes candidacies today; null when there is none.';
revoke all on function vacancy_offered(uuid, uuid) from public;
grant execute on function vacancy_offered(uuid, uuid) to maillon_staff, maillon_prescriber;

set local role none;
revoke create on schema public from maillon_relay;
set local role maillon_owner;

create trigger structure_directory after insert or update of name, town on structure
    for each row execute function directory_changed();
create trigger worksite_directory after update of town on worksite for each row execute function directory_changed();
create trigger vacancy_directory after insert or update of title, worksite_id on vacancy
    for each row execute function directory_changed();

set local role none;
set local role maillon_relay;
select directory_index(array(select s.id from structure s), '{}');
set local role none;

set local role maillon_owner;
drop index structure_search;
alter table structure drop column search;

-- What a candidacy asks for.
alter table candidacy
    add column vacancy_id uuid,
    add column wished_jobs text[] not null default '{}',
    add constraint candidacy_vacancy_fkey foreign key (structure_id, vacancy_id) references vacancy (structure_id, id),
    add constraint candidacy_wished_jobs check (cardinality(wished_jobs) <= 10);
create index candidacy_vacancy on candidacy (structure_id, vacancy_id);

set local role none;
