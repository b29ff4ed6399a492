-- Cancels dead-letter copies whose effect exists.
set statement_timeout = '60s';
set lock_timeout = '2s';
\getenv queue QUEUE_NAME
\getenv field JOB_KEY_FIELD
update pgboss.job c set state = 'cancelled', completed_on = now()
where c.name = (select dead_letter from pgboss.queue where name = :'queue') and c.state = 'created'
  and exists (select from pgboss.job o where o.name = :'queue' and o.data = c.data)
  and exists (select from job_effects e where e.queue = :'queue' and e.key = c.data ->> :'field')
returning c.id;
