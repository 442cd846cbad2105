-- A row when an immersion ($1) has its renewal, or the draft of one, as far as who asks reads them; and which of both.
select r.id, r.state = 'draft'
from immersion r
where r.renews_id = $1::uuid and r.state <> all ('{rejected,abandoned,cancelled}')
limit 1
