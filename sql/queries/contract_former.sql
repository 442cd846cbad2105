-- Last day in fact of the contract that this one renews; no row when it renews none.
select f.last_on
from contract c
    join contract f on f.structure_id = c.structure_id and f.id = c.renews_id
where c.id = $1::uuid
