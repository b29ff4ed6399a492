-- Are forgotten sessions of a class left, and is there room?
set statement_timeout = '10s';
\ir limits.sql
with asked as (select :'role' as role, :'seconds'::int as seconds), held as (:held), limits as (:limits)
select case
  when exists (select from held where usename = :'role' and class = :'class' and forgotten) then 'left'
  when (select max(used * 100 / greatest(most, 1)) from limits) >= 90 then 'full-again' else 'freed' end;
