-- The lock of the PASS that an extension ($1) would move, for the prescriber asked, who sees no PASS.
select pass_extension_lock($1::uuid)
