-- What stands on a contract, said apart: its renewal, and the last day of the immersions on its days. And who may be named as the
-- member of the staff that accompanies a person, for those who name one and for those who do not read the staff.

set local role none;
grant create on schema public to maillon_relay;
set local role maillon_relay;

drop function contract_dependents(uuid, date);

create function contract_rests(contract uuid) returns table (renewed boolean, immersion_last_on date)
language sql stable security definer set search_path = public, pg_temp
begin atomic
    select exists (select from contract r
            where r.structure_id = c.structure_id and r.renews_id = c.id and r.state <> 'cancelled'),
        (select max(i.last_on) from immersion i
         where i.structure_id = c.structure_id and i.participant_id = c.participant_id
             and i.state <> all ('{draft,rejected,abandoned,cancelled}')
             and i.starts_on <= c.last_on and i.last_on >= c.starts_on)
    from contract c
    where c.id = contract_rests.contract
        and c.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid;
end;
comment on function contract_rests(uuid) is
    'Whether a contract has a renewal, and the last day of the live immersions on its days, for who sees no immersion.';
revoke all on function contract_rests(uuid) from public;
grant execute on function contract_rests(uuid) to maillon_staff;

create function staff_accompanies(member uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
return exists (
    select from staff_member s
    where s.id = staff_accompanies.member and s.active and s.role = any ('{director,counsellor}')
        and s.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
comment on function staff_accompanies(uuid) is
    'Whether an active director or counsellor of the structure: who reads what accompanying a person needs.';
revoke all on function staff_accompanies(uuid) from public;
grant execute on function staff_accompanies(uuid) to maillon_staff, maillon_prescriber;

set local role none;
revoke create on schema public from maillon_relay;
