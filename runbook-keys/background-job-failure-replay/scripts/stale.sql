-- Stale jobs that wait.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
\getenv hours STALE_HOURS
select count(*) from (:jobs) as jobs where name = :'queue' and not archived and state in ('created', 'retry')
  and start_after <= now() and created_on < now() - interval '1 hour' * :'hours'::float8;
