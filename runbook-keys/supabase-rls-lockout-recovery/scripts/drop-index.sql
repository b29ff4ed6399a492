-- Removes the index of Action 5, also one that is half made.
set lock_timeout = '60s';
set statement_timeout = '5min';
\getenv tbl RLS_TABLE
select format('drop index concurrently %s', indexrelid::regclass) from pg_index
where indrelid = to_regclass(:'tbl') and indexrelid::regclass::text ~ 'runbook_rls_tenant$' \gexec
