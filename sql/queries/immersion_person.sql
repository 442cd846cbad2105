-- What an immersion ($1, or one about to be made on contract $2) rests on: person, contract, and the first day of the contract if
-- it is signed; then the mentions of the convention that stand in other records (D5135-2), in the order of its fields. The host
-- is the one given ($3), else the immersion's; so is the prescribing body ($4).
select c.participant_id, c.path_id, c.weekly_minutes,
    case when c.state = any ('{signed,ended,terminated}') then c.starts_on end,
    p.first_name, p.last_name, p.birth_on, s.name, s.siret, h.name, h.siret,
    h.address || coalesce(', ' || nullif(concat_ws(' ', h.postcode, h.town), ''), ''),
    h.legal_form, h.main_activity, h.collective_agreement, h.person_in_charge, h.person_in_charge_function, b.name
from contract c
    join participant p on p.structure_id = c.structure_id and p.id = c.participant_id
    join structure s on s.id = c.structure_id
    left join host h on h.structure_id = c.structure_id
        and h.id = (select coalesce($3::uuid, (select o.host_id from immersion o where o.id = $1::uuid)))
    left join prescriber b on b.id = (select coalesce($4::uuid, (select o.prescriber_id from immersion o where o.id = $1::uuid)))
where c.id = (select coalesce($2::uuid, (select o.contract_id from immersion o where o.id = $1::uuid)))
