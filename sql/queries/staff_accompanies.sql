-- Whether a member of the staff ($1) may be named as who accompanies a person.
select staff_accompanies($1::uuid)
