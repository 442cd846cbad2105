-- What two callers may not read row by row and need all the same: the targets, for partners that read the outcomes they
-- are about; and whether an immersion rests on a contract, for the office that ends contracts and sees no immersion.

set local role maillon_owner;

grant select on target to maillon_relay;
create policy target_relay on target for select to maillon_relay using (true);

grant select (id, structure_id, participant_id, state, starts_on, last_on) on immersion to maillon_relay;
create policy immersion_relay on immersion for select to maillon_relay using (true);

grant select (id, structure_id, participant_id, renews_id, state, starts_on, last_on) on contract to maillon_relay;
create policy contract_relay on contract for select to maillon_relay using (true);

set local role none;
grant create on schema public to maillon_relay;
set local role maillon_relay;

-- Same reach as outcome_headline: the agreements are asked at every call.
create function outcome_targets(from_on date, to_on date, only_structure uuid default null)
returns table (structure_id uuid, year integer, name text, categories text[], reasons text[], rate_numerator integer,
    rate_denominator integer)
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
    select t.structure_id, t.year, t.name, t.categories, t.reasons, t.rate_numerator, t.rate_denominator
    from shown
        join target t on t.structure_id = shown.id
    where t.year between extract(year from from_on) and extract(year from to_on)
        and (only_structure is null or t.structure_id = only_structure)
    order by t.structure_id, t.year, t.name, t.id;
end;
comment on function outcome_targets(date, date, uuid) is
    'Negotiated targets of the years of a period: of the own structure, or of those of the agreements in force.';
revoke all on function outcome_targets(date, date, uuid) from public;
grant execute on function outcome_targets(date, date, uuid) to maillon_staff, maillon_partner;

create function contract_dependents(contract uuid, last_day date) returns bigint
language sql stable security definer set search_path = public, pg_temp
begin atomic
    select (select count(*) from contract r
            where r.structure_id = c.structure_id and r.renews_id = c.id and r.state <> 'cancelled')
        + (select count(*) from immersion i
           where i.structure_id = c.structure_id and i.participant_id = c.participant_id
               and i.state <> all ('{draft,rejected,abandoned,cancelled}')
               and i.starts_on <= c.last_on and i.last_on >= c.starts_on
               and (contract_dependents.last_day is null or i.last_on > contract_dependents.last_day))
    from contract c
    where c.id = contract_dependents.contract
        and c.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid;
end;
comment on function contract_dependents(uuid, date) is
    'Renewals of a contract, and live immersions on its days after a last day (null: on any of its days).';
revoke all on function contract_dependents(uuid, date) from public;
grant execute on function contract_dependents(uuid, date) to maillon_staff;

set local role none;
revoke create on schema public from maillon_relay;
