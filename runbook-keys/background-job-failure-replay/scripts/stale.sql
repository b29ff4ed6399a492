-- Stale jobs that wait.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\getenv queue QUEUE_NAME
\getenv hours STALE_HOURS
select count(*) from pgboss.job
where name = :'queue' and state in ('created', 'retry') and created_on < now() - interval '1 hour' * :hours;
