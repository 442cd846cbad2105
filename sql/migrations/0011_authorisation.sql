-- Authorisation of prescribers: an authorised one diagnoses eligibility by itself (L5132-3). The operator alone records it;
-- kinds that cannot be authorised have none to wait for.

set local role maillon_owner;

alter table prescriber
    add column authorisation text not null default 'pending',
    add constraint prescriber_authorisation check (authorisation in ('pending', 'validated', 'refused', 'not_required'));
update prescriber p set authorisation = 'not_required'
where p.kind in (select k.code from reference_prescriber_kinds k where k.may_be_authorised <> '1');
create index prescriber_authorisation on prescriber (authorisation, id);

set local role none;
