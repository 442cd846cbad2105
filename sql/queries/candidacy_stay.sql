-- Tells the candidacy, and so its sender, of first day, last day and exit.
select candidacy_stay($1::uuid)
