-- Live immersions of the person of an immersion ($1, or of contract $2), by first day; days on which nobody came are free.
select o.id, o.starts_on, o.last_on
from immersion o
where o.participant_id = (
        select k.participant_id from contract k
        where k.id = (select coalesce($2::uuid, (select i.contract_id from immersion i where i.id = $1::uuid))))
    and o.state <> all ('{draft,rejected,abandoned,cancelled}') and o.result is distinct from 'did_not_show'
order by o.starts_on
