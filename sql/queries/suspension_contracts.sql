-- The person of a suspension ($1), or of the PASS ($2) about to be suspended, and the first days of their signed contracts: one
-- row at least, without a day when there is none.
select c.starts_on, p.id
from participant p
    left join contract c on c.structure_id = p.structure_id and c.participant_id = p.id
        and c.state = any ('{signed,ended,terminated}')
where p.id = coalesce(
    (select a.participant_id from pass a where a.id = $2::uuid),
    (select s.participant_id from pass_suspension s where s.id = $1::uuid))
order by c.starts_on
