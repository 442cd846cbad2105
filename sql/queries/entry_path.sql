-- The path ($2), or that of an entry situation ($1): whose it is, and the first day of its first signed contract.
select q.participant_id, q.started_on
from path q
where q.id = (select coalesce($2::uuid, (select e.path_id from entry_situation e where e.id = $1::uuid)))
