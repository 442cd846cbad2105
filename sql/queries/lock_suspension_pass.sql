-- Locks the PASS of a suspension ($1), or the one ($2) about to be suspended, and its participant: contracts are signed under
-- the lock of the one, extensions granted under the lock of the other.
select a.id
from pass a
    join participant p on p.structure_id = a.structure_id and p.id = a.participant_id
where a.id = coalesce($2::uuid, (select s.pass_id from pass_suspension s where s.id = $1::uuid))
for no key update
