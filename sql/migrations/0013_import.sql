-- What the operator imports again and again is known by the identifier it has where it comes from.

set local role maillon_owner;

alter table prescriber
    add column external_id text,
    add constraint prescriber_external_id_key unique (external_id);

set local role none;
