-- Parties that signed an immersion, revoked signatures apart.
select s.role
from immersion_signature s
where s.immersion_id = $1::uuid and s.revoked_at is null
