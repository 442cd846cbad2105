-- Minutes of presence, by week (its Monday), in the other live immersions of the person of an immersion ($1, or of contract $2).
select date_trunc('week', (d.day ->> 'on')::date)::date,
    sum(extract(epoch from (p.period ->> 'to')::time - (p.period ->> 'from')::time) / 60)::bigint
from immersion o, jsonb_array_elements(o.schedule) d (day), jsonb_array_elements(d.day -> 'periods') p (period)
where o.participant_id = (
        select k.participant_id from contract k
        where k.id = (select coalesce($2::uuid, (select i.contract_id from immersion i where i.id = $1::uuid))))
    and o.state <> all ('{draft,rejected,abandoned,cancelled}') and o.result is distinct from 'did_not_show'
    and o.id <> $1::uuid and (d.day ->> 'on')::date <= o.last_on
group by 1
