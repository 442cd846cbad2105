-- The numbers of law with their dates: a rule takes those in force on the day it concerns.
select p.key, p.value, p.valid_from, p.valid_to
from parameter p
order by p.key, p.valid_from
