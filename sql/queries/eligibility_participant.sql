-- The participant ($1) whose eligibility the structure ($2) asks.
select p.id
from participant p
where p.id = $1::uuid and p.structure_id = $2::uuid
