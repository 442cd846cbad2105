-- Signed contracts of the person of a suspension ($1), or of the PASS ($2) about to be suspended, by first day, in the columns of
-- contract_periods.sql, then the person: one row at least, without a contract when there is none.
select c.id, c.starts_on, c.last_on, c.renews_id is not null, c.id is not null, p.id
from participant p
    left join contract c on c.structure_id = p.structure_id and c.participant_id = p.id
        and c.state = any ('{signed,ended,terminated}')
where p.id = (select coalesce(
    (select a.participant_id from pass a where a.id = $2::uuid),
    (select s.participant_id from pass_suspension s where s.id = $1::uuid)))
order by c.starts_on
