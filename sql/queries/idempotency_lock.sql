-- One request at a time for a principal and its key; false: another one is being served.
select pg_try_advisory_xact_lock(hashtextextended($1, 0))
