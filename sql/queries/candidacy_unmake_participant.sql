-- Takes away the participant that a cancelled candidacy made, when nothing refers to it: no path, no background, no other
-- candidacy, no PASS, no diagnosis of its own.
with gone as (
    delete from participant p
    where p.candidacy_id = $1::uuid
        and not exists (select 1 from path q where q.structure_id = p.structure_id and q.participant_id = p.id)
        and not exists (select 1 from background b where b.structure_id = p.structure_id and b.participant_id = p.id)
        and not exists (select 1 from candidacy c where c.structure_id = p.structure_id and c.participant_id = p.id)
        and not exists (select 1 from pass a where a.structure_id = p.structure_id and a.participant_id = p.id)
        and not exists (select 1 from eligibility_diagnosis d where d.structure_id = p.structure_id and d.participant_id = p.id)
    returning p.structure_id, p.id, p.version
)
insert into change (structure_id, resource, row_id, version, kind)
select g.structure_id, 'participant', g.id, g.version + 1, 'deleted'
from gone g
