-- Grants each command that has a policy, measures, and commits only when nobody sees what they must not see.
\getenv tbl RLS_TABLE
begin;
set local lock_timeout = '2s';
set local statement_timeout = '30s';
select format('grant %s on %s to authenticated', command, to_regclass(:'tbl'))
from (values ('r', 'select'), ('a', 'insert'), ('w', 'update'), ('d', 'delete')) as command (letter, command)
where not case command when 'delete' then has_table_privilege('authenticated', to_regclass(:'tbl'), command)
    else has_any_column_privilege('authenticated', to_regclass(:'tbl'), command) end
  and exists (select from pg_policy where polrelid = to_regclass(:'tbl') and polpermissive
    and polcmd::text in (letter, '*') and polroles && array[0::oid, 'authenticated'::regrole::oid]) \gexec
select format('grant usage on sequence %s to authenticated', s.oid::regclass) from pg_depend d
join pg_class s on s.oid = d.objid and s.relkind = 'S'
where d.refobjid = to_regclass(:'tbl') and d.deptype in ('a', 'i')
  and has_any_column_privilege('authenticated', to_regclass(:'tbl'), 'insert') \gexec
select format('grant select, insert, update, delete on %s to service_role', to_regclass(:'tbl'))
from pg_roles where rolname = 'service_role' \gexec
\ir probe.sql
\if :safe
commit;
\else
rollback;
\endif
