-- The candidacy ($1) whose person's eligibility the structure ($2) that received it or the prescriber ($3) that sent it asks.
select c.id
from candidacy c
where c.id = $1::uuid and (c.structure_id = $2::uuid or c.prescriber_id = $3::uuid)
