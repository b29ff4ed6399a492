-- Who works, and what is stuck?
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\getenv queue QUEUE_NAME
select id || ' active since ' || started_on || ', expires ' || started_on + expire_in
from pgboss.job where name = :'queue' and state = 'active' order by started_on limit 20;
select case
  when bool_or(state = 'active' and started_on + expire_in < now() - interval '5 minutes') then 'overdue'
  when not exists (select from pg_stat_activity where application_name = 'pgboss' and datname = current_database())
    and not coalesce(bool_or(started_on > now() - interval '10 minutes'), false) then 'no-worker'
  when bool_or(state = 'completed' and completed_on - started_on > expire_in * 0.8) then 'too-slow'
  when bool_or(state = 'active') then 'active'
  when bool_or(state in ('created', 'retry') and start_after < now() - interval '5 minutes') then
    case when bool_or(started_on > now() - interval '2 minutes') then 'starved' else 'not-taken' end
  else 'clear' end
from pgboss.job where name = :'queue';
