-- A row when an immersion has its renewal, or the draft of one.
select r.id
from immersion r
where r.renews_id = $1::uuid and r.state <> all ('{rejected,abandoned,cancelled}')
limit 1
