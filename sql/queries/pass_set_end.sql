-- The ends of PASSes ($1): our count ($2), and the day that rules use ($3), each in its place.
select pass_set_end(v.id, v.end_on, v.last_on)
from unnest($1::uuid[], $2::date[], $3::date[]) v (id, end_on, last_on)
