-- Locks that two writers take in one order, and words of the directory that two writers do not write at once.

set local role none;
grant create on schema public to maillon_relay;
set local role maillon_owner;
grant update (version) on participant to maillon_relay; -- which locking a row asks for
set local role maillon_relay;

-- A contract that ends a suspension writes the end of the PASS under the lock of the person, and an extension under that of the
-- PASS: without the first, the days of one were lost in the other.
create or replace function pass_extension_lock(extension uuid) returns void
language sql volatile security definer set search_path = public, pg_temp
begin atomic
    select a.id
    from pass_extension e
        join pass a on a.structure_id = e.structure_id and a.id = e.pass_id
        join participant p on p.structure_id = a.structure_id and p.id = a.participant_id
    where e.id = pass_extension_lock.extension
        and e.prescriber_id = nullif(current_setting('app.prescriber_id', true), '')::uuid
    for no key update of p, a;
end;
comment on function pass_extension_lock(uuid) is
    'Locks the person and the PASS of an extension that the prescriber is asked about.';

-- The words of a structure's vacancies are made of three tables: who changes one waits for who changes another, and then reads it.
create or replace function directory_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    if tg_table_name = 'structure' then
        perform pg_advisory_xact_lock(hashtextextended('directory ' || new.id, 0));
        perform directory_index(array[new.id], array(select v.id from vacancy v where v.structure_id = new.id));
    else
        perform pg_advisory_xact_lock(hashtextextended('directory ' || new.structure_id, 0));
        if tg_table_name = 'worksite' then
            perform directory_index('{}', array(select v.id from vacancy v where v.worksite_id = new.id));
        else
            perform directory_index('{}', array[new.id]);
        end if;
    end if;
    return null;
end
$$;

set local role none;
set local role maillon_owner;
create policy participant_relay_lock on participant for update to maillon_relay using (true);
set local role none;
revoke create on schema public from maillon_relay;
