-- A convention of a participant ($1) on its way, or lived, that says another first name ($2), last name ($3) or birth date
-- ($4) than those that are given.
select i.id
from immersion i
where i.participant_id = $1::uuid
    and i.state = any ('{to_sign,partially_signed,in_review,validated,in_progress}')
    and (i.beneficiary_first_name <> $2 or i.beneficiary_last_name <> $3 or i.beneficiary_birth_on <> $4::date)
order by i.starts_on
limit 1
