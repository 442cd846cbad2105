-- A file may be put away for another that is put away in its turn: the diagnoses of all of them are the person's.

set local role none;
grant create on schema public to maillon_relay;
set local role maillon_relay;

create or replace function candidacies_put_away(kept uuid) returns table (structure_id uuid, id uuid)
language sql stable security definer set search_path = public, pg_temp
begin atomic
    with recursive put_away as (
        select k.structure_id, k.prescriber_id, k.id, false as away from candidacy k where k.id = candidacies_put_away.kept
        union
        select c.structure_id, c.prescriber_id, c.id, true
        from put_away k join candidacy c on c.structure_id = k.structure_id and c.merged_into_id = k.id
    )
    select c.structure_id, c.id
    from put_away c
    where c.away
        and (c.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid
            or c.prescriber_id = nullif(current_setting('app.prescriber_id', true), '')::uuid);
end;

set local role none;
revoke create on schema public from maillon_relay;
