-- Cancels waiting jobs that were ordered longer ago than STALE_HOURS.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
\getenv hours STALE_HOURS
\if :boss
  update pgboss.job set state = 'cancelled', completed_on = now()
  where name = :'queue' and state in ('created', 'retry') and start_after <= now() and created_on < now() - interval '1 hour' * :'hours'::float8
  returning id;
\else
  select id from graphile_worker.permanently_fail_jobs((select array_agg(id::bigint) from (:jobs) as jobs
    where name = :'queue' and state in ('created', 'retry') and start_after <= now() and created_on < now() - interval '1 hour' * :'hours'::float8),
    'cancelled: stale');
\endif
