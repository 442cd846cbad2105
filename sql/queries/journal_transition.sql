-- One row for each move: who led what from where to where, when, and on which legal day it is said to have happened.
insert into transition (structure_id, resource, row_id, verb, from_state, to_state, actor_id, actor_kind, occurred_on, comment, request_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
