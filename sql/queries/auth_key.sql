-- The principal of an API key, by the SHA-256 of the key in hexadecimal. Asked as the login role, which may do nothing
-- else: auth_key() is SECURITY DEFINER.
select key_id, kind, staff_role, actor_id, structure_id, prescriber_id, partner_id, 'write' = any (scopes) as may_write, usable
from auth_key(decode($1, 'hex'))
