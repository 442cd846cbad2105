-- A row when the convention that an immersion ($1) renews is validated still, and somebody came; and it stays so until the end.
select s.id
from immersion i
    join immersion s on s.structure_id = i.structure_id and s.id = i.renews_id
where i.id = $1::uuid and s.state = any ('{validated,in_progress,completed}') and s.result is distinct from 'did_not_show'
for no key update of s
