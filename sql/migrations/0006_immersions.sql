-- Time in a host company under a signed convention (PMSMP), and its signatures.

set local role maillon_owner;

create table immersion (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    contract_id uuid not null,
    participant_id uuid not null,
    path_id uuid not null,
    host_id uuid not null,
    prescriber_id uuid, -- the body that validates; null: the structure, by right
    renews_id uuid,
    object text not null,
    objectives text,
    evaluation_means text,
    tasks text,
    starts_on date not null,
    ends_on date not null,
    place text,
    schedule jsonb,
    beneficiary_situation text,
    rsa boolean,
    referent_name text,
    tutor_name text,
    tutor_function text,
    tutor_email text,
    tutor_phone text,
    legal_representative_name text,
    immersion_facilitee_id text,
    planned_minutes integer,
    planned_days integer,
    state text not null default 'draft',
    validated_on date,
    last_on date not null,
    rejection_justification text,
    abandon_justification text,
    cancel_justification text,
    result text,
    missed_minutes integer,
    job_obtained boolean,
    host_feedback text,
    project_confirmed boolean,
    beneficiary_agrees boolean,
    beneficiary_comment text,
    assessed_on date,
    constraint immersion_pkey primary key (id),
    constraint immersion_structure_id unique (structure_id, id),
    constraint immersion_structure_fkey foreign key (structure_id) references structure (id),
    constraint immersion_contract_fkey foreign key (structure_id, contract_id, path_id, participant_id)
        references contract (structure_id, id, path_id, participant_id),
    constraint immersion_host_fkey foreign key (structure_id, host_id) references host (structure_id, id),
    constraint immersion_prescriber_fkey foreign key (prescriber_id) references prescriber (id),
    constraint immersion_renews_fkey foreign key (structure_id, renews_id) references immersion (structure_id, id),
    constraint immersion_object check (object in ('discover', 'confirm', 'recruit')),
    constraint immersion_state check (state in ('draft', 'to_sign', 'partially_signed', 'in_review', 'validated', 'in_progress',
        'completed', 'rejected', 'abandoned', 'cancelled')),
    constraint immersion_result check (result in ('completed', 'partially_completed', 'did_not_show')),
    constraint immersion_days check (ends_on >= starts_on),
    constraint immersion_last_day check (last_on between starts_on and ends_on),
    constraint immersion_schedule check (jsonb_typeof(schedule) = 'array'),
    constraint immersion_planned check (planned_minutes >= 0 and planned_days >= 0),
    constraint immersion_missed_minutes check (missed_minutes >= 0),
    constraint immersion_no_overlap exclude using gist (participant_id with =, daterange(starts_on, last_on, '[]') with &&)
        where (state not in ('draft', 'rejected', 'cancelled', 'abandoned'))
);
-- One renewal; a draft of one counts, so that a second click makes no second draft.
create unique index immersion_renews_key on immersion (structure_id, renews_id)
    where state not in ('rejected', 'cancelled', 'abandoned');
create index immersion_starts_on on immersion (structure_id, starts_on, id);
create index immersion_created_at on immersion (structure_id, created_at, id);
create index immersion_contract on immersion (structure_id, contract_id, path_id, participant_id);
create index immersion_path on immersion (structure_id, path_id);
create index immersion_participant on immersion (structure_id, participant_id);
create index immersion_host on immersion (structure_id, host_id);
create index immersion_renews on immersion (structure_id, renews_id);
create index immersion_prescriber on immersion (prescriber_id, id) where prescriber_id is not null;
create index immersion_clock_start on immersion (starts_on) where state = 'validated';
create index immersion_clock_end on immersion (last_on) where state in ('validated', 'in_progress');
alter table immersion enable row level security;
grant select, insert, update on immersion to maillon_staff;
grant select, update (version, updated_at, state, validated_on, rejection_justification, abandon_justification,
    cancel_justification) on immersion to maillon_prescriber;
grant select (id, structure_id, prescriber_id, state, starts_on, ends_on, last_on, version, updated_at),
    update (state, version, updated_at) on immersion to maillon_job;
create policy immersion_staff on immersion for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy immersion_function on immersion as restrictive for all to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = any ('{director,counsellor,supervisor}'), false));
create policy immersion_prescriber on immersion for all to maillon_prescriber
    using (prescriber_id = nullif(current_setting('app.prescriber_id', true), '')::uuid);
create policy immersion_job on immersion for all to maillon_job using (true);

create table immersion_signature (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    immersion_id uuid not null,
    role text not null,
    name text not null,
    function text,
    signed_on date not null,
    medium text not null,
    evidence text,
    revoked_at timestamptz, -- a change of the convention clears its signatures and keeps them as revoked
    constraint immersion_signature_pkey primary key (id),
    constraint immersion_signature_structure_id unique (structure_id, id),
    constraint immersion_signature_structure_fkey foreign key (structure_id) references structure (id),
    constraint immersion_signature_immersion_fkey foreign key (structure_id, immersion_id)
        references immersion (structure_id, id),
    constraint immersion_signature_role check (role in ('beneficiary', 'employer', 'host', 'legal_representative')),
    constraint immersion_signature_medium check (medium in ('paper', 'electronic'))
);
create unique index immersion_signature_live_key on immersion_signature (structure_id, immersion_id, role)
    where revoked_at is null;
create index immersion_signature_immersion on immersion_signature (structure_id, immersion_id, id);
create index immersion_signature_created_at on immersion_signature (structure_id, created_at, id);
alter table immersion_signature enable row level security;
grant select, insert, update on immersion_signature to maillon_staff;
grant select on immersion_signature to maillon_prescriber;
create policy immersion_signature_staff on immersion_signature for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy immersion_signature_function on immersion_signature as restrictive for all to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = any ('{director,counsellor,supervisor}'), false));
create policy immersion_signature_prescriber on immersion_signature for select to maillon_prescriber
    using (immersion_id = any (array(
        select i.id from immersion i
        where i.prescriber_id = nullif(current_setting('app.prescriber_id', true), '')::uuid)));

set local role none;
