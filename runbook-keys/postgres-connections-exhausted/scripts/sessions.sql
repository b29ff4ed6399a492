-- Who is connected, and what each session does.
set statement_timeout = '10s';
\ir limits.sql
with asked as (select :'role' as role, :'seconds'::int as seconds), held as (:held)
select pid, usename, datname, application_name, client_addr, state, class, backend_start, xact_start, state_change,
  pg_blocking_pids(pid) as blocked_by, left(query, 200) as query
from held order by state_change;
