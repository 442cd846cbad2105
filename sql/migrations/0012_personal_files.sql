-- What is kept about a person before the first contract: the structure's own assessment of a candidacy, what the person did
-- before, and the situation at the entry. All three are for director and counsellor alone.

set local role maillon_owner;

-- Not a part of the candidacy: whoever sent that reads its version, and must not learn that something was written about it.
create table recruitment_assessment (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    candidacy_id uuid not null,
    author_id uuid not null,
    assessed_on date not null,
    needs_help text not null default 'unknown',
    needs_help_comment text,
    asks_for_help text not null default 'unknown',
    asks_for_help_comment text,
    can_be_useful text not null default 'unknown',
    can_be_useful_comment text,
    outside_means text not null default 'unknown',
    outside_means_comment text,
    fits_team text not null default 'unknown',
    fits_team_comment text,
    opinion text,
    opinion_comment text,
    constraint recruitment_assessment_pkey primary key (id),
    constraint recruitment_assessment_structure_id unique (structure_id, id),
    constraint recruitment_assessment_candidacy_key unique (structure_id, candidacy_id),
    constraint recruitment_assessment_structure_fkey foreign key (structure_id) references structure (id),
    constraint recruitment_assessment_candidacy_fkey foreign key (structure_id, candidacy_id)
        references candidacy (structure_id, id),
    constraint recruitment_assessment_author_fkey foreign key (structure_id, author_id) references staff_member (structure_id, id),
    constraint recruitment_assessment_needs_help check (needs_help in ('yes', 'no', 'unknown')),
    constraint recruitment_assessment_asks_for_help check (asks_for_help in ('yes', 'no', 'unknown')),
    constraint recruitment_assessment_can_be_useful check (can_be_useful in ('yes', 'no', 'unknown')),
    constraint recruitment_assessment_outside_means check (outside_means in ('yes', 'no', 'unknown')),
    constraint recruitment_assessment_fits_team check (fits_team in ('yes', 'no', 'unknown')),
    constraint recruitment_assessment_opinion check (opinion in ('favourable', 'reserved', 'unfavourable'))
);
create index recruitment_assessment_created_at on recruitment_assessment (structure_id, created_at, id);
create index recruitment_assessment_author on recruitment_assessment (structure_id, author_id);
alter table recruitment_assessment enable row level security;
grant select, insert, update on recruitment_assessment to maillon_staff;
create policy recruitment_assessment_staff on recruitment_assessment for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy recruitment_assessment_function on recruitment_assessment as restrictive for all to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = any ('{director,counsellor}'), false));

create table background (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    participant_id uuid not null,
    former_jobs jsonb not null default '[]',
    trainings jsonb not null default '[]',
    interests text[] not null default '{}',
    wishes jsonb not null default '[]',
    constraint background_pkey primary key (id),
    constraint background_structure_id unique (structure_id, id),
    constraint background_participant_key unique (structure_id, participant_id),
    constraint background_structure_fkey foreign key (structure_id) references structure (id),
    constraint background_participant_fkey foreign key (structure_id, participant_id) references participant (structure_id, id),
    constraint background_former_jobs check (jsonb_typeof(former_jobs) = 'array'),
    constraint background_trainings check (jsonb_typeof(trainings) = 'array'),
    constraint background_wishes check (jsonb_typeof(wishes) = 'array')
);
create index background_created_at on background (structure_id, created_at, id);
alter table background enable row level security;
grant select, insert, update on background to maillon_staff;
create policy background_staff on background for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy background_function on background as restrictive for all to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = any ('{director,counsellor}'), false));

-- Of a path and not of the person: who comes back has another one. Null: not asked.
create table entry_situation (
    id uuid not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    structure_id uuid not null,
    path_id uuid not null,
    participant_id uuid not null,
    rsa boolean,
    ass boolean,
    aah boolean,
    rqth boolean,
    unemployed_months integer,
    education_level text,
    zrr boolean,
    qpv boolean,
    constraint entry_situation_pkey primary key (id),
    constraint entry_situation_structure_id unique (structure_id, id),
    constraint entry_situation_path_key unique (structure_id, path_id),
    constraint entry_situation_structure_fkey foreign key (structure_id) references structure (id),
    constraint entry_situation_path_fkey foreign key (structure_id, path_id, participant_id)
        references path (structure_id, id, participant_id),
    constraint entry_situation_education_level_fkey foreign key (education_level) references reference_education_levels (code),
    constraint entry_situation_unemployed_months check (unemployed_months between 0 and 840)
);
create index entry_situation_created_at on entry_situation (structure_id, created_at, id);
create index entry_situation_of_path on entry_situation (structure_id, path_id, participant_id);
create index entry_situation_participant on entry_situation (structure_id, participant_id);
alter table entry_situation enable row level security;
grant select, insert, update on entry_situation to maillon_staff;
create policy entry_situation_staff on entry_situation for all to maillon_staff
    using (structure_id = nullif(current_setting('app.structure_id', true), '')::uuid);
create policy entry_situation_function on entry_situation as restrictive for all to maillon_staff
    using (coalesce(current_setting('app.staff_role', true) = any ('{director,counsellor}'), false));

set local role none;
