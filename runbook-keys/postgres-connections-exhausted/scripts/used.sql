-- Which limit is nearly reached, and what do the sessions do?
set statement_timeout = '10s';
\ir limits.sql
with asked as (select :'role' as role, :'seconds'::int as seconds), held as (:held), limits as (:limits)
select format('%s: %s of %s', what, used, most) from limits;
with asked as (select :'role' as role, :'seconds'::int as seconds), held as (:held)
select format('%s %s of role %s (%s), oldest since %s', count(*), class, usename, application_name, min(state_change))
from held group by class, usename, application_name order by count(*) desc limit 10;
with asked as (select :'role' as role, :'seconds'::int as seconds), held as (:held), limits as (:limits)
select case when (select max(used * 100 / greatest(most, 1)) from limits) < 90 then 'below'
  else (select class from held group by class order by count(*) desc, class limit 1) end;
