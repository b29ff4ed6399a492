-- Which of the three roles of the API may not look into the schema of the table?
set statement_timeout = '10s';
\getenv tbl RLS_TABLE
select r.rolname from pg_class c, pg_roles r where c.oid = to_regclass(:'tbl')
  and r.rolname in ('anon', 'authenticated', 'service_role') and not has_schema_privilege(r.oid, c.relnamespace, 'usage');
