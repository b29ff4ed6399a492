-- What counts as used, as forgotten, and as a limit.
set statement_timeout = '10s';
\getenv role APP_ROLE
\getenv seconds IDLE_SECONDS
create temporary view held as
  select *, case
    when wait_event_type = 'Lock' then 'blocked'
    when state like 'idle in transaction%' then 'idle-in-transaction'
    when state = 'idle' then 'idle'
    else 'busy' end as class, state_change < now() - interval '1 second' * :seconds as forgotten
  from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid();
create temporary view limits as
  select 'server' as what, (select count(*) from held) as used, current_setting('max_connections')::int
    - current_setting('superuser_reserved_connections')::int
    - coalesce(current_setting('reserved_connections', true)::int, 0) as most
  union all
  select 'role', (select count(*) from held where usename = rolname), rolconnlimit
  from pg_roles where rolname = :'role' and rolconnlimit >= 0
  union all
  select 'database', (select count(*) from held where datname = current_database()), datconnlimit
  from pg_database where datname = current_database() and datconnlimit >= 0;
