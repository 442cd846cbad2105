-- The sender's other open files of the person become obsolete, in every structure.
select obsolete_siblings($1::uuid)
