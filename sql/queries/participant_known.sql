-- A participant of the names and birth date of one about to be made: of a candidacy ($1), or first name ($2), last name ($3),
-- birth date ($4). Asked by the birth date first, for which there is an index.
select p.id
from participant p
where p.birth_on = (
        select coalesce($4::date, c.birth_on)
        from (select $1::uuid as id) one left join candidacy c on c.id = one.id)
    and name_key(p.first_name, p.last_name) = (
        select name_key(coalesce($2, c.first_name), coalesce($3, c.last_name))
        from (select $1::uuid as id) one left join candidacy c on c.id = one.id)
order by p.id
limit 1
