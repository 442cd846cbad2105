-- The service's legal day, unless the request lives another ($1).
select coalesce($1, to_char(now() at time zone 'Europe/Paris', 'YYYY-MM-DD')) as today
