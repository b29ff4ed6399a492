-- Share of failures among the jobs that ended in the last 20 hours, in percent.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\getenv queue QUEUE_NAME
\getenv field JOB_KEY_FIELD
\set apart `cat "$EVIDENCE_DIR/apart.txt" "$EVIDENCE_DIR/again.txt"`
with jobs as (
  select id, name, state, completed_on, data, output from pgboss.job
  union all select id, name, state, completed_on, data, output from pgboss.archive
), ended as (
  select state = 'failed' as failed, left(output ->> 'message', 120) as message from jobs
  where name = :'queue' and completed_on > now() - interval '20 hours'
    and (state = 'completed' or (state = 'failed' and id <> all (string_to_array(:'apart', E'\n')::uuid[])
      and not exists (select from job_effects e where e.queue = :'queue' and e.key = data ->> :'field')))
)
select * from (select count(*) || ' failed: ' || message from ended where failed group by message) as classes
union all
select coalesce(ceil(100.0 * count(*) filter (where failed) / nullif(count(*), 0)), 0)::text from ended;
