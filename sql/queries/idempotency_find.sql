-- The answer kept for a key. Asked after the lock, in a statement of its own, so that it sees what the holder committed.
select k.request_hash = $3::bytea, k.status, k.body from idempotency_key k where k.actor_id = $1 and k.key = $2
