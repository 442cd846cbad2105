-- Where the authorisation of a prescriber ($1) stands.
select r.authorisation
from prescriber r
where r.id = $1::uuid
