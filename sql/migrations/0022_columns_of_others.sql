-- What a role from outside a structure is not shown of its own rows, it cannot read either. Until now the service alone kept such
-- columns back: a mistake of its would have shown a structure's notes to a sender, or a person's words on a company to the company.
-- Beside what is shown stay the columns of searches, made of what is shown, and those by which other rows are found.

revoke select on candidacy from maillon_prescriber;
grant select (id, version, created_at, updated_at, structure_id, prescriber_id, candidate_reference, external_id, worksite_id,
    vacancy_id, wished_jobs, first_name, last_name, birth_on, email, phone, address, postcode, town, candidate_informed_on,
    referent_name, referent_email, referent_phone, message, expected_start_on, situations, situation_details, state, state_since_on,
    interview_at, interview_place, answer_to_prescriber, withdrawal_reason, participant_id, first_day_on, last_day_on,
    exit_category, search, search_first) on candidacy to maillon_prescriber;

revoke select on immersion from maillon_signatory;
grant select (id, version, created_at, updated_at, structure_id, contract_id, participant_id, path_id, host_id, prescriber_id,
    renews_id, object, objectives, evaluation_means, tasks, starts_on, ends_on, place, schedule, beneficiary_situation, rsa,
    referent_name, tutor_name, tutor_function, tutor_email, tutor_phone, legal_representative_name, immersion_facilitee_id,
    planned_minutes, planned_days, state, validated_on, last_on, result, missed_minutes, job_obtained, host_feedback,
    project_confirmed, assessed_on, beneficiary_first_name, beneficiary_last_name, beneficiary_birth_on, employer_name,
    employer_siret, host_name, host_siret, host_address, host_legal_form, host_main_activity, host_collective_agreement,
    host_person_in_charge, host_person_in_charge_function, prescribing_body) on immersion to maillon_signatory;

revoke select on structure from maillon_prescriber, maillon_partner;
grant select (id, version, created_at, updated_at, name, siret, kind, founded_year, naf, address, postcode, town, department, email,
    phone, open_to_candidacies, located_in, search_town) on structure to maillon_prescriber, maillon_partner;

revoke select on prescriber from maillon_prescriber;
grant select (id, version, created_at, updated_at, name, kind, sensitive, siret, safir, address, postcode, town, email, phone,
    authorisation, located_in, search_town) on prescriber to maillon_prescriber;

-- That a file was put away for another is the structure's business (decision 0017); who sent both may find the diagnoses that it
-- made on the first.
set local role none;
grant create on schema public to maillon_relay;
set local role maillon_relay;

create function candidacies_put_away(kept uuid) returns table (structure_id uuid, id uuid)
language sql stable security definer set search_path = public, pg_temp
begin atomic
    select c.structure_id, c.id
    from candidacy k join candidacy c on c.structure_id = k.structure_id and c.merged_into_id = k.id
    where k.id = candidacies_put_away.kept
        and (c.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid
            or c.prescriber_id = nullif(current_setting('app.prescriber_id', true), '')::uuid);
end;
comment on function candidacies_put_away(uuid) is
    'The files that were put away for one, for their structure or who sent them: by them the diagnoses of the person are found.';
revoke all on function candidacies_put_away(uuid) from public;
grant execute on function candidacies_put_away(uuid) to maillon_staff, maillon_prescriber;

set local role none;
revoke create on schema public from maillon_relay;
