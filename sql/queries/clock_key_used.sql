-- When keys last served, to the minute: an indication for who manages them, no version of the row.
update api_key k
set last_used_at = now()
where k.id = any ($1::uuid[]) and coalesce(k.last_used_at < now() - interval '1 minute', true)
