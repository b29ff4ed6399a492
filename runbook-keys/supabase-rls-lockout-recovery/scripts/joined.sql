-- Tables that the policies read and that show their rows to no user.
set statement_timeout = '10s';
\getenv tbl RLS_TABLE
select distinct c.oid::regclass from pg_depend d join pg_policy p on p.oid = d.objid join pg_class c on c.oid = d.refobjid
where d.classid = 'pg_policy'::regclass and d.refclassid = 'pg_class'::regclass and p.polrelid = to_regclass(:'tbl')
  and c.oid <> p.polrelid and c.relrowsecurity and not exists (select from pg_policy q where q.polrelid = c.oid
    and q.polpermissive and q.polcmd in ('r', '*') and q.polroles && array[0::oid, 'authenticated'::regrole::oid]);
