-- The assessment of the file that is put away ($1) goes to the one that is kept ($2), when that has none.
with moved as (
    update recruitment_assessment a set candidacy_id = $2::uuid, version = a.version + 1, updated_at = now()
    where a.candidacy_id = $1::uuid
        and not exists (select 1 from recruitment_assessment k where k.structure_id = a.structure_id and k.candidacy_id = $2::uuid)
    returning a.structure_id, a.id, a.version
)
insert into change (structure_id, resource, row_id, version, kind)
select m.structure_id, 'recruitment_assessment', m.id, m.version, 'updated'
from moved m
