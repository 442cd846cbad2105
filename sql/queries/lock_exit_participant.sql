-- Locks the participant of an exit ($1), or of the path ($2) about to end.
select p.id
from participant p
where p.id = (select coalesce(
    (select q.participant_id from path q where q.id = $2::uuid),
    (select e.participant_id from path_exit e where e.id = $1::uuid)))
for no key update
