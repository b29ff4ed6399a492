-- Is nothing overdue, and is taken what is due?
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\getenv queue QUEUE_NAME
select case
  when bool_or(state = 'active' and started_on + expire_in < now() - interval '5 minutes') then 'overdue'
  when bool_or(state in ('created', 'retry') and start_after < now() - interval '5 minutes')
    and not bool_or(coalesce(started_on > now() - interval '3 minutes', false)) then 'not-taken'
  when not exists (select from pg_stat_activity where application_name = 'pgboss' and datname = current_database())
    and not coalesce(bool_or(started_on > now() - interval '3 minutes'), false) then 'no-worker'
  else 'working' end
from pgboss.job where name = :'queue';
