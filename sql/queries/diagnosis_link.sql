-- The diagnoses of a candidacy ($1) are those of the participant ($2) that its acceptance gives, until it is cancelled (null).
with linked as (
    update eligibility_diagnosis d
    set participant_id = $2::uuid, version = d.version + 1, updated_at = now()
    where d.candidacy_id = $1::uuid
    returning d.structure_id, d.prescriber_id, d.id, d.version
)
insert into change (structure_id, prescriber_id, resource, row_id, version, kind)
select l.structure_id, l.prescriber_id, 'eligibility_diagnosis', l.id, l.version, 'updated'
from linked l
