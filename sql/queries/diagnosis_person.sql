-- Who is diagnosed, behind a candidacy ($1) or a participant ($2), the kind of structure that it is for, and
-- the state of the candidacy.
select d.structure_id, d.participant_id, d.birth_on, s.kind, d.state
from diagnosis_person($1::uuid, $2::uuid) d
    join structure s on s.id = d.structure_id
