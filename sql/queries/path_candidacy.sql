-- The last accepted candidacy of a participant that no path follows yet.
select c.id
from candidacy c
where c.participant_id = $1::uuid and c.state = 'accepted'
    and not exists (select 1 from path p where p.structure_id = c.structure_id and p.candidacy_id = c.id)
order by c.updated_at desc, c.id desc
limit 1
