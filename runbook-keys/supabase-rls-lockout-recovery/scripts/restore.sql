-- Puts the rules of the good file in place, measures, and commits only when both users see their own rows alone.
\getenv good GOOD_POLICIES
begin;
set local lock_timeout = '2s';
set local statement_timeout = '30s';
\i :good
set local search_path to default;
\ir probe.sql
\if :holds
commit;
\echo restored
\else
rollback;
\echo not-committed
\endif
