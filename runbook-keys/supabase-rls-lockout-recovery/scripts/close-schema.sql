-- Revokes usage of the schema of the table, for each role that lacked it before Action 6.
\getenv tbl RLS_TABLE
\set closed `cat "$EVIDENCE_DIR/schema-closed.txt"`
set lock_timeout = '2s';
set statement_timeout = '10s';
select format('revoke usage on schema %s from %I', relnamespace::regnamespace, role)
from pg_class, unnest(string_to_array(:'closed', E'\n')) as role
where pg_class.oid = to_regclass(:'tbl') and role <> '' \gexec
