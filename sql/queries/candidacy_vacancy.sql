-- Whether the vacancy $1 takes candidacies today; null when it is none of the structure named by a sender ($2), or of the
-- caller's own ($3), or of the one that a file sent before ($4) is for.
select vacancy_offered($1::uuid, coalesce($2::uuid, $3::uuid, (select c.structure_id from candidacy c where c.id = $4::uuid)))
