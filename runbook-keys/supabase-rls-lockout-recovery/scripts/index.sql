-- Indexes the tenant column while users go on working.
\getenv tbl RLS_TABLE
\getenv col TENANT_COLUMN
set lock_timeout = '60s';
set statement_timeout = '20min';
select to_regclass(:'tbl')::text as tbl \gset
create index concurrently runbook_rls_tenant on :tbl (:"col");
\echo indexed
