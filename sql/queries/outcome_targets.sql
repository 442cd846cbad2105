-- Targets of the years that a period touches, of the structures whose outcomes the caller may read.
select t.structure_id, t.year, t.name, t.categories, t.reasons, t.rate_numerator, t.rate_denominator
from outcome_targets($1::date, $2::date, $3::uuid) as t
order by t.year, t.name
