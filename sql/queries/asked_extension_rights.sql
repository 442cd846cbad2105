-- What the right of the person of an extension ($1) rests on, for the prescriber asked, who sees no PASS.
select r.*
from person_rights((select e.participant_id from pass_extension e where e.id = $1::uuid)) r
