-- The open path of a participant ($1) that no accepted candidacy stands behind, and its first day.
select p.id, p.started_on
from path p
where p.participant_id = $1::uuid and p.ended_on is null
    and not exists (
        select from candidacy c
        where c.structure_id = p.structure_id and c.id = p.candidacy_id and c.state = 'accepted')
