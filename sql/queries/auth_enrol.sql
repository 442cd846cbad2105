-- Binds the subject ($3) of an issuer ($2) to whom the code with this SHA-256 ($1) was given; the new row's id is $4.
select membership_id, structure_id, staff_id, staff_role
from enrol(decode($1, 'hex'), $2, $3, $4::uuid, $5)
