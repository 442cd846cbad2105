-- The first director ($2) of a structure ($1): names and address.
select add_first_director($1::uuid, $2::uuid, $3, $4, $5)
