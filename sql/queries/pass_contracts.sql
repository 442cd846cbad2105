-- Signed contracts of the person of a PASS ($1), or of the one ($2) that a PASS is about to be recorded for, by first day, in
-- the columns of contract_periods.sql: they are asked of no one path.
select c.id, c.starts_on, c.last_on, c.renews_id is not null, true
from contract c
where c.participant_id = (select coalesce($2::uuid, (select a.participant_id from pass a where a.id = $1::uuid)))
    and c.state = any ('{signed,ended,terminated}')
order by c.starts_on
