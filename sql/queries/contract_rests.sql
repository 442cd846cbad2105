-- What stands on the days of a contract ($1): whether it has a renewal, and the last day of the live immersions.
select r.renewed, r.immersion_last_on
from contract_rests($1::uuid) r
