-- The participant ($1) that the acceptance of a candidacy ($2) makes, with what the file says of the person.
with made as (
    insert into participant (id, structure_id, candidacy_id, first_name, last_name, birth_on, email, phone, address, postcode, town)
    select $1::uuid, c.structure_id, c.id, c.first_name, c.last_name, c.birth_on, c.email, c.phone, c.address, c.postcode, c.town
    from candidacy c
    where c.id = $2::uuid
    returning structure_id, id, version
)
insert into change (structure_id, resource, row_id, version, kind)
select m.structure_id, 'participant', m.id, m.version, 'created'
from made m
