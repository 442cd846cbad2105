-- Exits of a period by calendar year, structure, worksite, reason and category; a target is judged on its own year.
select y.year, o.structure_id, o.worksite_id, o.worksite_name, o.reason, o.category, o.counted, o.uncounted
from generate_series(extract(year from $1::date)::integer, extract(year from $2::date)::integer) as y (year)
    cross join lateral outcome_headline(greatest($1::date, make_date(y.year, 1, 1)), least($2::date, make_date(y.year, 12, 31)),
        $3::uuid) as o
order by o.structure_id, o.worksite_name, o.worksite_id, y.year
