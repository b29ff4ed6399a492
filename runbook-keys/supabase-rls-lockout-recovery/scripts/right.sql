-- Which right is missing? The last line is a word.
set statement_timeout = '10s';
\getenv tbl RLS_TABLE
\getenv claims AFFECTED_CLAIMS
with command (letter, command) as (values ('r', 'select'), ('a', 'insert'), ('w', 'update'), ('d', 'delete')),
right_of as (
  select command, case command when 'delete' then has_table_privilege('authenticated', c.oid, command)
      else has_any_column_privilege('authenticated', c.oid, command) end as granted,
    exists (select from pg_policy where polrelid = c.oid and polpermissive and polcmd::text in (letter, '*')
      and polroles && array[0::oid, 'authenticated'::regrole::oid]) as policy
  from pg_class c, command where c.oid = to_regclass(:'tbl')
)
select format('%s: grant %s, policy %s', command, granted, policy) from right_of
union all
select case
  when :'claims'::jsonb ->> 'role' = 'anon' then 'not-signed-in'
  when not (select has_schema_privilege('authenticated', relnamespace, 'usage') from pg_class
            where oid = to_regclass(:'tbl')) then 'no-schema'
  when exists (select from right_of where policy and not granted) then 'no-grant'
  when exists (select from right_of where granted) then 'granted'
  else 'nothing' end;
