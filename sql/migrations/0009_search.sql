-- Search by name, case, accents, hyphens and apostrophes ignored: what a name begins with, last name first or first name
-- first. Stored in its searched form under collation "C", so that `^@` (leakproof, unlike LIKE and unaccent) is a range of an
-- index that begins with the tenant.

set local role maillon_owner;

-- Immutable as long as the dictionary is: it ships with PostgreSQL and is named in full.
create function search_form(name text) returns text
    language sql immutable parallel safe
    return translate(lower(public.unaccent('public.unaccent'::regdictionary, name)), '-''’', '   ');
comment on function search_form(text) is 'A name as it is searched: lower case, no accent, hyphens and apostrophes as spaces.';
revoke all on function search_form(text) from public;
grant execute on function search_form(text) to maillon_staff, maillon_prescriber, maillon_partner, maillon_operator, maillon_relay;

alter table participant
    add column search text collate "C" generated always as (search_form(last_name || ' ' || first_name)) stored,
    add column search_first text collate "C" generated always as (search_form(first_name || ' ' || last_name)) stored;
create index participant_search on participant (structure_id, search);
create index participant_search_first on participant (structure_id, search_first);

alter table candidacy
    add column search text collate "C" generated always as (search_form(last_name || ' ' || first_name)) stored,
    add column search_first text collate "C" generated always as (search_form(first_name || ' ' || last_name)) stored;
create index candidacy_search on candidacy (structure_id, search);
create index candidacy_search_first on candidacy (structure_id, search_first);
create index candidacy_sender_search on candidacy (prescriber_id, search);
create index candidacy_sender_search_first on candidacy (prescriber_id, search_first);

alter table host add column search text collate "C" generated always as (search_form(name)) stored;
create index host_search on host (structure_id, search);

alter table structure add column search text collate "C" generated always as (search_form(name)) stored;
create index structure_search on structure (search);

alter table prescriber add column search text collate "C" generated always as (search_form(name)) stored;
create index prescriber_search on prescriber (search);

set local role none;
