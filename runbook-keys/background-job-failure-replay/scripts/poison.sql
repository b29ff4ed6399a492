-- Compares what failed with class code to what was completed meanwhile.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
with code as (
  select count(*) as bad, min(completed_on) as first from (:failed) as failed where class = 'code'
), good as (
  select count(*) as good from (:jobs) as jobs, code
  where name = :'queue' and state = 'completed' and completed_on >= first
)
select format('failed %s since %s, completed meanwhile %s', bad, first, good) || E'\n'
  || case when bad + good < 5 then 'few' when bad > good then 'release' else 'poison' end
from code, good;
