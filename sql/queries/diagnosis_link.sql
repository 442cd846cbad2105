-- The diagnoses of a candidacy ($1), and of the files put away for it, are those of the participant ($2) that its acceptance gives,
-- until it is cancelled (null). Who made one on a file put away reads nothing of it: neither a version, an hour, nor a change.
with recursive put_away as (
    select m.id from candidacy m where m.merged_into_id = $1::uuid
    union
    select m.id from candidacy m join put_away p on m.merged_into_id = p.id
), linked as (
    update eligibility_diagnosis d
    set participant_id = $2::uuid, version = d.version + o.own::integer,
        updated_at = case when o.own then now() else d.updated_at end
    from (values (true, array[$1::uuid]), (false, array(select p.id from put_away p)))
        as o (own, files)
    where d.candidacy_id = any (o.files) and d.participant_id is distinct from $2::uuid
    returning d.structure_id, case when o.own then d.prescriber_id end as prescriber_id, d.id, d.version
)
insert into change (structure_id, prescriber_id, resource, row_id, version, kind)
select l.structure_id, l.prescriber_id, 'eligibility_diagnosis', l.id, l.version, 'updated'
from linked l
