-- The end of a PASS ($1): our count ($2), and the day that rules use ($3).
select pass_set_end($1::uuid, $2::date, $3::date)
