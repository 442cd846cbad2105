-- Locks the participant of a candidacy, under which contracts are signed too; none is locked before an acceptance.
select p.id
from candidacy c
    join participant p on p.structure_id = c.structure_id and p.id = c.participant_id
where c.id = $1::uuid
for no key update of p
