-- Prints the rules of the table as a script that replaces them all, without a COMMIT of its own.
\getenv name RLS_TABLE
set lock_timeout = '2s';
set statement_timeout = '10s';
set search_path = pg_catalog;
select oid as tbl, relowner as owner, oid::regclass as shown from pg_class where oid = to_regclass(:'name') \gset
select format($text$set local lock_timeout = '2s';
set local search_path = pg_catalog;
set local check_function_bodies = off;
select format('drop policy %%I on %1$s', polname) from pg_policy where polrelid = %2$L::regclass \gexec
select distinct format('revoke all on %1$s from %%s', coalesce(quote_ident(rolname), 'public'))
  from (select relacl from pg_class where oid = %2$L::regclass
    union all select attacl from pg_attribute where attrelid = %2$L::regclass) as acl (items),
  aclexplode(items) left join pg_roles r on r.oid = grantee
  where grantee <> (select relowner from pg_class where oid = %2$L::regclass) \gexec$text$, :'shown', :'shown');
select rtrim(pg_get_functiondef(p.oid), E'\n')
    || format(E';\nrevoke all on function %s from public, anon, authenticated;', p.oid::regprocedure)
    || (select string_agg(format(E'\ngrant execute on function %s to %s;', p.oid::regprocedure,
          coalesce(quote_ident(rolname), 'public')), '' order by rolname)
        from aclexplode(coalesce(proacl, acldefault('f', proowner))) left join pg_roles r on r.oid = grantee)
  from pg_proc p where prokind = 'f' and proowner = :owner and p.oid in (select refobjid
    from pg_depend join pg_policy o on o.oid = objid and polrelid = :tbl
    where classid = 'pg_policy'::regclass and refclassid = 'pg_proc'::regclass) order by p.oid::regprocedure::text;
select format('create policy %I on %s as %s for %s to %s%s%s;', polname, :'shown',
    case when polpermissive then 'permissive' else 'restrictive' end,
    case polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete'
      else 'all' end,
    (select string_agg(coalesce(quote_ident(rolname), 'public'), ', ' order by rolname)
      from unnest(polroles) as p (id) left join pg_roles r on r.oid = id),
    E'\n  using (' || pg_get_expr(polqual, polrelid) || ')',
    E'\n  with check (' || pg_get_expr(polwithcheck, polrelid) || ')')
  from pg_policy where polrelid = :tbl order by polname;
select format('alter table %s %s row level security, %s row level security;', :'shown',
    case when relrowsecurity then 'enable' else 'disable' end,
    case when relforcerowsecurity then 'force' else 'no force' end) from pg_class where oid = :tbl;
select format('grant %s%s on %s to %s%s;', lower(privilege_type), cols, :'shown',
    coalesce(quote_ident(rolname), 'public'), case when is_grantable then ' with grant option' else '' end)
  from (select relacl, '' from pg_class where oid = :tbl
    union all select attacl, format(' (%I)', attname) from pg_attribute where attrelid = :tbl) as acl (items, cols),
  aclexplode(items) left join pg_roles r on r.oid = grantee
  where grantee <> :owner order by rolname, privilege_type, cols;
