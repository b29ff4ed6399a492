-- Counts own and foreign rows as both users and as nobody. It belongs into a transaction; it changes nothing.
\set col ''
\set a_tenant ''
\set b_tenant ''
\set a_rows ''
\set b_rows ''
\getenv name RLS_TABLE
\getenv col TENANT_COLUMN
\getenv a_claims AFFECTED_CLAIMS
\getenv a_tenant AFFECTED_TENANT
\getenv b_claims OTHER_CLAIMS
\getenv b_tenant OTHER_TENANT
\getenv a_rows AFFECTED_ROWS
\getenv b_rows OTHER_ROWS
\set good_open `bash "$RUNBOOK/scripts/good-open.sh"`
\set a_all 0
\set a_own 0
\set a_foreign 0
\set b_all 0
\set b_own 0
\set b_foreign 0
\set anon_rows 0
set local lock_timeout = '2s';
select (select format('%s.%I', relnamespace::regnamespace, relname) from pg_class
    where oid = to_regclass(:'name')) as tbl, has_any_column_privilege('anon', :'name', 'select') as anon_may,
  :'a_claims'::json ->> 'role' as a_role, :'b_claims'::json ->> 'role' as b_role,
  coalesce((select split_part(c, '=', 2) from pg_roles, unnest(rolconfig) as c
    where rolname = 'authenticated' and c like 'statement_timeout=%'), '8s') as user_limit,
  coalesce(nullif(:'a_rows', ''), format('%I = %L', :'col', :'a_tenant')) as a_may,
  coalesce(nullif(:'b_rows', ''), format('%I = %L', :'col', :'b_tenant')) as b_may \gset
savepoint actor;
set local statement_timeout = '30s';
set local row_security = off;
\set ON_ERROR_STOP off
select (select count(*) from :tbl where :a_may) as a_all,
  (select count(*) from :tbl where :b_may) as b_all \gset
\set control :SQLSTATE
\set ON_ERROR_STOP on
rollback to actor;
set local statement_timeout = :'user_limit';
set local request.jwt.claims = :'a_claims';
set local role :"a_role";
\set ON_ERROR_STOP off
select count(*) filter (where :a_may) as a_own,
  count(*) filter (where (:a_may) is not true) as a_foreign from :tbl \gset
\set a_state :SQLSTATE
\set ON_ERROR_STOP on
rollback to actor;
set local statement_timeout = :'user_limit';
set local request.jwt.claims = :'b_claims';
set local role :"b_role";
\set ON_ERROR_STOP off
select count(*) filter (where :b_may) as b_own,
  count(*) filter (where (:b_may) is not true) as b_foreign from :tbl \gset
\set b_state :SQLSTATE
\set ON_ERROR_STOP on
rollback to actor;
\if :anon_may
set local statement_timeout = :'user_limit';
set local request.jwt.claims = '{"role":"anon"}';
set local role anon;
\set ON_ERROR_STOP off
select count(*) as anon_rows from :tbl \gset
\set ON_ERROR_STOP on
rollback to actor;
\endif
\echo affected: own :a_own of :a_all, foreign :a_foreign, state :a_state
\echo other: own :b_own of :b_all, foreign :b_foreign, state :b_state
\echo anon: rows :anon_rows, may read: :anon_may
with policy as (
  select polcmd::text as letter, polpermissive,
    'true' in (pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) as is_open
  from pg_policy where polrelid = :'tbl'::regclass
    and quote_ident(polname) <> all (string_to_array(:'good_open', E'\n'))
    and polroles && array[0::oid, 'anon'::regrole::oid, 'authenticated'::regrole::oid]
)
select case
  when :'control' = '00000' and least(:a_all, :b_all) = 0 then 'no-rows'
  when greatest(:a_foreign, :b_foreign, :anon_rows) > 0 then 'leaks'
  when :'control' not in ('00000', '55P03', '57014') then 'control-failed'
  when :'a_state' <> '00000' then :'a_state'
  when :'control' <> '00000' then :'control'
  when :a_own = 0 then 'hidden'
  when :a_own < :a_all then 'partial'
  when :'b_state' <> '00000' or :b_own < :b_all then 'other-locked-out'
  when exists (select from policy where polpermissive and is_open)
    and not exists (select from policy where not polpermissive) then 'open-policy'
  when exists (select from policy join (values ('r', 'select'), ('a', 'insert'), ('w', 'update'), ('d', 'delete'))
      as command (letter, command) on policy.letter in (command.letter, '*')
    where polpermissive and not case command when 'delete' then has_table_privilege('authenticated', :'tbl', command)
      else has_any_column_privilege('authenticated', :'tbl', command) end) then 'missing-grant'
  else 'right' end as verdict \gset
select :'verdict' = 'right' as holds, :'verdict' not in ('leaks', 'open-policy') as safe \gset
\echo :verdict
