-- What an immersion ($1, or one about to be made on contract $2) rests on: person, contract, SIRETs, the host's part of
-- the mentions, and the first day of the contract if it is signed. The host is the one given ($3), else the immersion's.
select c.participant_id, c.path_id, p.birth_on, c.weekly_minutes, s.siret, h.siret, h.address, h.legal_form, h.main_activity,
    h.collective_agreement, h.person_in_charge, h.person_in_charge_function,
    case when c.state = any ('{signed,ended,terminated}') then c.starts_on end
from contract c
    join participant p on p.structure_id = c.structure_id and p.id = c.participant_id
    join structure s on s.id = c.structure_id
    left join host h on h.structure_id = c.structure_id
        and h.id = coalesce($3::uuid, (select i.host_id from immersion i where i.id = $1::uuid))
where c.id = coalesce($2::uuid, (select i.contract_id from immersion i where i.id = $1::uuid))
