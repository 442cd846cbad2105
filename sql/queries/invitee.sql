-- Who an invitation is for: a member of the own staff ($2), or for the operator the director of a structure ($1) that was
-- invited at this address ($3) before; and whether the structure has a director who can act.
select i.directed, i.staff_id, i.first_name, i.last_name, i.email, i.active
from invitee($1::uuid, $2::uuid, $3) i
