-- A key of a prescriber or partner: the operator sees no other.
select k.state
from api_key k
where k.id = $1::uuid
