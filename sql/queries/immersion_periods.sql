-- Signed contracts of the path that an immersion ($1, or one about to be made on contract $2) belongs to, by first day, in the
-- columns of contract_periods.sql, and then the weekly time of each.
select c.id, c.starts_on, c.last_on, c.renews_id is not null, true, c.weekly_minutes
from contract c
where c.path_id = (
        select k.path_id from contract k
        where k.id = (select coalesce($2::uuid, (select i.contract_id from immersion i where i.id = $1::uuid))))
    and c.state = any ('{signed,ended,terminated}')
order by c.starts_on
