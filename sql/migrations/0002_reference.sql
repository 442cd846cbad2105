-- The lists of the field (sql/reference/): one table each, filled by the migrator from the files it was built with.
-- Columns are those of the file and all text. Other tables refer to them; no role reads them: the service holds them in
-- memory. Hence row-level security without any policy.

set local role maillon_owner;

create table reference_asp_prescribers (
    code text not null,
    label_fr text not null,
    constraint reference_asp_prescribers_pkey primary key (code)
);
alter table reference_asp_prescribers enable row level security;

create table reference_barriers (
    code text not null,
    kind text,
    label_fr text not null,
    label_en text,
    asp text,
    france_travail text,
    data_inclusion text,
    constraint reference_barriers_pkey primary key (code)
);
alter table reference_barriers enable row level security;

create table reference_countries (
    code text not null,
    label_fr text not null,
    constraint reference_countries_pkey primary key (code)
);
alter table reference_countries enable row level security;

create table reference_departments (
    code text not null,
    label_fr text not null,
    region_fr text,
    constraint reference_departments_pkey primary key (code)
);
alter table reference_departments enable row level security;

create table reference_dsn_termination (
    code text not null,
    label_fr text not null,
    label_en text,
    contract_kinds text,
    constraint reference_dsn_termination_pkey primary key (code)
);
alter table reference_dsn_termination enable row level security;

create table reference_education_levels (
    code text not null,
    label_fr text not null,
    constraint reference_education_levels_pkey primary key (code)
);
alter table reference_education_levels enable row level security;

create table reference_eligibility_criteria (
    code text not null,
    level text,
    label_fr text not null,
    proof_fr text,
    proof_validity_fr text,
    constraint reference_eligibility_criteria_pkey primary key (code)
);
alter table reference_eligibility_criteria enable row level security;

create table reference_exit_reasons (
    code text not null,
    asp_code text,
    category text,
    label_fr text not null,
    label_en text,
    status text,
    constraint reference_exit_reasons_pkey primary key (code)
);
alter table reference_exit_reasons enable row level security;

create table reference_prescriber_kinds (
    code text not null,
    label_fr text not null,
    asp_code_when_authorised text,
    sensitive text,
    may_be_authorised text,
    constraint reference_prescriber_kinds_pkey primary key (code)
);
alter table reference_prescriber_kinds enable row level security;

create table reference_refusal_reasons (
    code text not null,
    label_fr text not null,
    label_en text,
    constraint reference_refusal_reasons_pkey primary key (code)
);
alter table reference_refusal_reasons enable row level security;

create table reference_rome (
    code text not null,
    label_fr text not null,
    domain_fr text,
    constraint reference_rome_pkey primary key (code)
);
alter table reference_rome enable row level security;

-- The numbers of the law, dated: a rule reads those in force on the day it concerns.
create table parameter (
    id uuid not null default gen_random_uuid(),
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    key text not null,
    value bigint not null,
    unit text not null,
    valid_from date not null,
    valid_to date,
    source text,
    mark text,
    constraint parameter_pkey primary key (id),
    constraint parameter_key_from unique (key, valid_from),
    constraint parameter_period check (valid_to >= valid_from),
    -- Checked at commit: one load may close a version and open the next in any order.
    constraint parameter_no_overlap exclude using gist (key with =, daterange(valid_from, valid_to, '[]') with &&)
        deferrable initially deferred
);
create index parameter_created_at on parameter (created_at, id);
alter table parameter enable row level security;
create policy parameter_staff on parameter for select to maillon_staff using (true);
create policy parameter_prescriber on parameter for select to maillon_prescriber using (true);
create policy parameter_partner on parameter for select to maillon_partner using (true);
create policy parameter_operator on parameter for select to maillon_operator using (true);
create policy parameter_job on parameter for select to maillon_job using (true);
grant select on parameter to maillon_staff, maillon_prescriber, maillon_partner, maillon_operator, maillon_job;

set local role none;
