-- The entry of the access log for who reads the criteria of a participant ($1), or of the person behind a candidacy ($2), in the
-- structure ($3); an answer does not wait for the disk on its account.
insert into access_entry (structure_id, participant_id, actor_id, resource, resource_id, operation, purpose, request_id)
select p.structure_id, p.id, nullif(current_setting('app.actor_id', true), '')::uuid, 'participants', p.id,
    'participant_eligibility', 'employment', nullif(current_setting('app.request_id', true), '')
from participant p
where p.id = (select coalesce($1::uuid, (select c.participant_id from candidacy c where c.id = $2::uuid)))
    and p.structure_id = $3::uuid
returning set_config('synchronous_commit', 'off', true)
