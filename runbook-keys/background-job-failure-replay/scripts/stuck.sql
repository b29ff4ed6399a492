-- Who works, and what is stuck?
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
select id || ' active since ' || started_on || ', expires ' || expires_on
from (:jobs) as jobs where name = :'queue' and state = 'active' order by started_on limit 20;
select case
  when :'paused' then 'paused'
  when bool_or(state = 'active' and expires_on < now() - interval '5 minutes') then 'overdue'
  when :workers = 0 and not coalesce(bool_or(started_on > now() - interval '10 minutes'), false) then 'no-worker'
  when bool_or(state = 'completed' and completed_on - started_on > (expires_on - started_on) * 0.8
    and expires_on > started_on) then 'too-slow'
  when bool_or(state = 'active') then 'active'
  when bool_or(state in ('created', 'retry') and start_after < now() - interval '5 minutes') then
    case when bool_or(started_on > now() - interval '2 minutes') then 'starved' else 'not-taken' end
  else 'clear' end
from (:jobs) as jobs where name = :'queue' and not archived;
