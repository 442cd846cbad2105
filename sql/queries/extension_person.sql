-- What an extension of the PASS $1 rests on, and what the prescriber asked ($2) must know of the person to answer.
select a.participant_id, p.first_name, p.last_name, p.birth_on, a.number, a.last_on, s.kind, r.authorisation
from pass a
    join participant p on p.structure_id = a.structure_id and p.id = a.participant_id
    join structure s on s.id = a.structure_id
    left join prescriber r on r.id = $2::uuid
where a.id = $1::uuid and a.state = 'active'
