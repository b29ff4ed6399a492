-- Where there is no ledger: a view of what the queue has completed stands for it. Its owner runs this, and afterwards:
-- drop view job_effects. A job that failed after its effect is not in it.
\set ON_ERROR_STOP on
set lock_timeout = '2s';
\getenv field JOB_KEY_FIELD
create view job_effects as
select name as queue, data ->> :'field' as key, completed_on as done_at from (
  select name, data, state, completed_on from pgboss.job
  union all select name, data, state, completed_on from pgboss.archive) as jobs
where state = 'completed';
