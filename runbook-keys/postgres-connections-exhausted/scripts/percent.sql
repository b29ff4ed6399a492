-- Percent of the limit that is used most.
set statement_timeout = '10s';
\ir limits.sql
with asked as (select :'role' as role, :'seconds'::int as seconds), held as (:held), limits as (:limits)
select max(used * 100 / greatest(most, 1)) from limits;
