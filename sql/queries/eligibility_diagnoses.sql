-- The diagnoses of a participant ($1), or of the person behind a candidacy ($2), the last made first; who made each.
select d.id, d.diagnosed_on, d.last_on, d.prescriber_id, r.name, d.criteria
from eligibility_diagnosis d
    left join prescriber r on r.id = d.prescriber_id
where d.state = 'active' and d.id = any (array(
    select e.id from eligibility_diagnosis e where e.participant_id = $1::uuid
    union
    select e.id from eligibility_diagnosis e where e.candidacy_id = $2::uuid
    union
    select e.id -- of the files put away for this one; to a prescriber, only if they are its own
    from candidacies_put_away($2::uuid) m join eligibility_diagnosis e on e.structure_id = m.structure_id and e.candidacy_id = m.id
    union
    select e.id
    from candidacy c join eligibility_diagnosis e on e.structure_id = c.structure_id and e.participant_id = c.participant_id
    where c.id = $2::uuid))
order by d.diagnosed_on desc, d.id desc
