-- What a credential may act as: a key or a link by its SHA-256 in hexadecimal ($1), or the subject of an issuer ($2, $3). Asked
-- as the login role, which may do nothing else: auth_memberships() is SECURITY DEFINER.
select membership_id, credential_id, kind, staff_role, actor_id, structure_id, prescriber_id, partner_id, immersion_id,
    'write' = any (scopes) as may_write, name
from auth_memberships(decode($1, 'hex'), $2, $3)
