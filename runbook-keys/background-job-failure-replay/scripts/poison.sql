-- Compares what failed with class code to what was completed meanwhile.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\getenv queue QUEUE_NAME
\getenv since INCIDENT_START
\getenv field JOB_KEY_FIELD
\set failed `cat "$RUNBOOK/scripts/failed.sql"`
with code as (
  select count(*) as bad, min(completed_on) as first from (:failed) as failed where class = 'code'
), ended as (
  select name, state, completed_on from pgboss.job union all select name, state, completed_on from pgboss.archive
), good as (
  select count(*) as good from ended, code where name = :'queue' and state = 'completed' and completed_on >= first
)
select format('failed %s since %s, completed meanwhile %s', bad, first, good) || E'\n'
  || case when bad + good < 5 then 'few' when bad > good then 'release' else 'poison' end
from code, good;
