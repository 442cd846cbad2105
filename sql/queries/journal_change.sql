-- One row of the change feed: the version is the one the write gives (1, or one more than before).
insert into change (structure_id, prescriber_id, resource, row_id, kind, version)
values ($1, $2, $3, $4, $5, coalesce($6::integer, 0) + 1)
