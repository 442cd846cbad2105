-- A participant of the names and birth date of one about to be made: of a candidacy ($1), or first name ($2), last name ($3), birth
-- date ($4).
select p.id
from (select coalesce($2, c.first_name) as first_name, coalesce($3, c.last_name) as last_name, coalesce($4::date, c.birth_on) as birth_on
      from (select $1::uuid as id) one left join candidacy c on c.id = one.id) q
    join participant p on p.birth_on = q.birth_on and name_key(p.first_name, p.last_name) = name_key(q.first_name, q.last_name)
order by p.id
limit 1
