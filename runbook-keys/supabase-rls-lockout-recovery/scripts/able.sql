-- Can this login see and change the table? The last line is a word.
set statement_timeout = '10s';
\set col ''
\getenv tbl RLS_TABLE
\getenv col TENANT_COLUMN
select 'server ' || current_setting('server_version') || ', login ' || current_user;
select case
  when pg_is_in_recovery() then 'replica'
  when c.oid is null then 'no-table'
  when :'col' <> '' and not exists (select from pg_attribute where attrelid = c.oid and attname = :'col' and not attisdropped)
    then 'no-column'
  when (select count(*) from pg_roles where rolname in ('anon', 'authenticated') and pg_has_role(oid, 'member')) < 2
    then 'no-role'
  when not pg_has_role(c.relowner, 'usage') then 'not-owner'
  when not (select rolbypassrls or rolsuper from pg_roles where rolname = current_user) then 'no-bypass'
  when not c.relrowsecurity then 'rls-off'
  else 'able' end
from (select to_regclass(:'tbl') as oid) as wanted
left join pg_class c on c.oid = wanted.oid and c.relkind in ('r', 'p');
