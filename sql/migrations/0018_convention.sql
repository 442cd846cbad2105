-- A convention carries its own mentions (D5135-2): what its parties sign and the prescribing body validates is what it said on
-- that day, whatever becomes of the records they were taken from, which neither of them reads.

set local role maillon_owner;

alter table immersion
    add column beneficiary_first_name text,
    add column beneficiary_last_name text,
    add column beneficiary_birth_on date,
    add column employer_name text,
    add column employer_siret text,
    add column host_name text,
    add column host_siret text,
    add column host_address text,
    add column host_legal_form text,
    add column host_main_activity text,
    add column host_collective_agreement text,
    add column host_person_in_charge text,
    add column host_person_in_charge_function text,
    add column prescribing_body text;

-- Those that are past their draft.
update immersion i set
    beneficiary_first_name = p.first_name,
    beneficiary_last_name = p.last_name,
    beneficiary_birth_on = p.birth_on,
    employer_name = s.name,
    employer_siret = s.siret,
    host_name = h.name,
    host_siret = h.siret,
    host_address = h.address || coalesce(', ' || nullif(concat_ws(' ', h.postcode, h.town), ''), ''),
    host_legal_form = h.legal_form,
    host_main_activity = h.main_activity,
    host_collective_agreement = h.collective_agreement,
    host_person_in_charge = h.person_in_charge,
    host_person_in_charge_function = h.person_in_charge_function,
    prescribing_body = coalesce((select b.name from prescriber b where b.id = i.prescriber_id), s.name)
from participant p, structure s, host h
where i.state <> 'draft' and p.structure_id = i.structure_id and p.id = i.participant_id and s.id = i.structure_id
    and h.structure_id = i.structure_id and h.id = i.host_id;

-- A draft is addressed to nobody yet.
alter policy immersion_prescriber on immersion
    using (prescriber_id = nullif(current_setting('app.prescriber_id', true), '')::uuid and state <> 'draft');

set local role none;
