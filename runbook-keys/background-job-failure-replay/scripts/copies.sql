-- Covered copies that wait.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\getenv queue QUEUE_NAME
\getenv field JOB_KEY_FIELD
select count(*) from pgboss.job c
where c.name = (select dead_letter from pgboss.queue where name = :'queue') and c.state = 'created'
  and exists (select from pgboss.job o where o.name = :'queue' and o.data = c.data)
  and exists (select from job_effects e where e.queue = :'queue' and e.key = c.data ->> :'field');
