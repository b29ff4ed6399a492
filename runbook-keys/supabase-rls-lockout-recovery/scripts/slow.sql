-- Who holds the table, and is there an index? The last line is a word.
set statement_timeout = '10s';
\set col ''
\getenv tbl RLS_TABLE
\getenv col TENANT_COLUMN
select format('pid %s, %s, open for %s', a.pid, a.state, date_trunc('second', now() - a.xact_start))
from pg_locks l join pg_stat_activity a using (pid)
where l.relation = to_regclass(:'tbl') and l.mode = 'AccessExclusiveLock' and a.pid <> pg_backend_pid();
select case
  when exists (select from pg_locks where relation = to_regclass(:'tbl') and mode = 'AccessExclusiveLock')
    then 'blocked'
  when :'col' = '' or exists (select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where i.indrelid = to_regclass(:'tbl') and i.indisvalid and i.indpred is null and a.attname = :'col') then 'indexed'
  else 'not-indexed' end;
