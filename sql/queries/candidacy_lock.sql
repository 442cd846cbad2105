-- Waits for the other acceptances on the same sender's reference, in any structure.
select candidacy_lock($1::uuid)
