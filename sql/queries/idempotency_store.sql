-- Keeps an answer, sealed, with the effect it answers for.
insert into idempotency_key (actor_id, key, request_hash, status, body) values ($1, $2, $3, $4, $5)
