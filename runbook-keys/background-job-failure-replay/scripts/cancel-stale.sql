-- Cancels waiting jobs that were ordered longer ago than STALE_HOURS.
set statement_timeout = '60s';
set lock_timeout = '2s';
\getenv queue QUEUE_NAME
\getenv hours STALE_HOURS
update pgboss.job set state = 'cancelled', completed_on = now()
where name = :'queue' and state in ('created', 'retry') and created_on < now() - interval '1 hour' * :hours
returning id;
