-- A row when an immersion ($1) has its renewal, or the draft of one, as far as who asks reads them.
select r.id
from immersion r
where r.renews_id = $1::uuid and r.state <> all ('{rejected,abandoned,cancelled}')
limit 1
