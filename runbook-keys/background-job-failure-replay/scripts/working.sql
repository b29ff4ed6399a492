-- Is nothing overdue, and is taken what is due?
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
select case
  when :'paused' then 'paused'
  when bool_or(state = 'active' and expires_on < now() - interval '5 minutes') then 'overdue'
  when bool_or(state in ('created', 'retry') and start_after < now() - interval '5 minutes')
    and not bool_or(coalesce(started_on > now() - interval '3 minutes', false)) then 'not-taken'
  when :workers = 0 and not coalesce(bool_or(started_on > now() - interval '3 minutes'), false) then 'no-worker'
  else 'working' end
from (:jobs) as jobs where name = :'queue' and not archived;
