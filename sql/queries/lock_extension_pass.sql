-- Locks the PASS of an extension ($1), or the one ($2) about to be extended: extensions are counted one after the other.
select a.id
from pass a
where a.id = coalesce($2::uuid, (select e.pass_id from pass_extension e where e.id = $1::uuid))
for no key update
