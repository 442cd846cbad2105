-- Locks the person of an extension ($1), or of the PASS ($2) about to be extended, and the PASS: contracts are signed under the
-- lock of the one, and extensions are counted one after the other under that of the other. Whoever locks both locks the person
-- first.
select a.id
from participant p
    join pass a on a.structure_id = p.structure_id and a.participant_id = p.id
where a.id = (select coalesce($2::uuid, (select e.pass_id from pass_extension e where e.id = $1::uuid)))
for no key update of p, a
