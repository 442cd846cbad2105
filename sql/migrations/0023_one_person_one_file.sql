-- Who makes a participant is told of one with the same names and birth date. Days of an immersion on which nobody came are free
-- again, and hold no contract. Why a renewal is asked for is written in it, for those who sign and validate it (D5135-3).

set local role maillon_owner;

create index participant_birth_on on participant (structure_id, birth_on);

alter table immersion add column renewal_justification text;
grant select (renewal_justification) on immersion to maillon_signatory;
grant select (result) on immersion to maillon_relay;

alter table immersion drop constraint immersion_no_overlap;
alter table immersion add constraint immersion_no_overlap
    exclude using gist (participant_id with =, daterange(starts_on, last_on, '[]') with &&)
    where (state not in ('draft', 'rejected', 'cancelled', 'abandoned') and result is distinct from 'did_not_show');

set local role none;
grant create on schema public to maillon_relay;
set local role maillon_relay;

grant execute on function name_key(text, text) to maillon_staff;

create or replace function contract_rests(contract uuid) returns table (renewed boolean, immersion_last_on date)
language sql stable security definer set search_path = public, pg_temp
begin atomic
    select exists (select from contract r
            where r.structure_id = c.structure_id and r.renews_id = c.id and r.state <> 'cancelled'),
        (select max(i.last_on) from immersion i
         where i.structure_id = c.structure_id and i.participant_id = c.participant_id
             and i.state <> all ('{draft,rejected,abandoned,cancelled}') and i.result is distinct from 'did_not_show'
             and i.starts_on <= c.last_on and i.last_on >= c.starts_on)
    from contract c
    where c.id = contract_rests.contract
        and c.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid;
end;

set local role none;
revoke create on schema public from maillon_relay;
