-- Answers kept for replay are kept 48 hours. By the cluster's clock, whatever day a test lives.
with gone as (
    delete from idempotency_key
    where (actor_id, key) in (
        select k.actor_id, k.key
        from idempotency_key k
        where k.created_at < now() - interval '48 hours'
        order by k.created_at
        limit 200
    )
    returning key
)
select count(*) from gone
