-- How many records rest on the days of a contract ($1) after its new last day ($2; null: on all of them).
select contract_dependents($1::uuid, $2::date)
