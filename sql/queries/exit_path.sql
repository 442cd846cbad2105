-- The path about to end: person, worksite, exit if any, first and last day of its signed contracts, candidacy.
select p.participant_id, p.worksite_id, p.ended_on, min(c.starts_on), max(c.last_on), p.candidacy_id
from path p
    left join contract c on c.structure_id = p.structure_id and c.path_id = p.id and c.state = any ('{signed,ended,terminated}')
where p.id = $1::uuid
group by p.id
