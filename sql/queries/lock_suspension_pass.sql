-- Locks the person of a suspension ($1), or of the PASS ($2) about to be suspended, and the PASS: contracts are signed under the
-- lock of the one, extensions granted under that of the other. Whoever locks both locks the person first.
select a.id
from participant p
    join pass a on a.structure_id = p.structure_id and a.participant_id = p.id
where a.id = (select coalesce($2::uuid, (select s.pass_id from pass_suspension s where s.id = $1::uuid)))
for no key update of p, a
