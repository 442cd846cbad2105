-- Locks the file that is put away ($1) and the one that is kept ($2), in the order that everybody locks in.
select c.id
from candidacy c
where c.id = any (array[$1::uuid, $2::uuid])
order by c.id
for update
