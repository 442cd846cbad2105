-- Whether the structure named by a sender ($1), or the caller's own ($2), takes candidacies.
select s.open_to_candidacies
from structure s
where s.id = (select coalesce($1::uuid, $2::uuid))
