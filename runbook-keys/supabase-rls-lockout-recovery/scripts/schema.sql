-- May users look into the schema of the table?
set statement_timeout = '10s';
\getenv tbl RLS_TABLE
select case when has_schema_privilege('authenticated', relnamespace, 'usage') then 'open' else 'closed' end
from pg_class where oid = to_regclass(:'tbl');
