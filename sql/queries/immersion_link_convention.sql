-- What a convention ($1) awaits: whether it is being signed, was validated, was assessed; what decides who signs; and who has
-- signed, in the order of the parties.
select i.state = any ('{to_sign,partially_signed}'), i.state = any ('{validated,in_progress,completed}'),
    i.assessed_on is not null, i.starts_on, i.beneficiary_birth_on,
    coalesce(bool_or(s.role = 'beneficiary'), false), coalesce(bool_or(s.role = 'employer'), false),
    coalesce(bool_or(s.role = 'host'), false), coalesce(bool_or(s.role = 'legal_representative'), false)
from immersion i
    left join immersion_signature s on s.structure_id = i.structure_id and s.immersion_id = i.id and s.revoked_at is null
where i.id = $1::uuid
group by i.id
