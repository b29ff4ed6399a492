-- Is nothing lost, doubled or left over?
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\getenv queue QUEUE_NAME
\getenv since INCIDENT_START
\getenv field JOB_KEY_FIELD
\set failed `cat "$RUNBOOK/scripts/failed.sql"`
\set before `cut -d ' ' -f 1 "$EVIDENCE_DIR/failed-before.txt"`
\set apart `cat "$EVIDENCE_DIR/apart.txt" "$EVIDENCE_DIR/again.txt"`
with known as (
  select unnest(string_to_array(:'before', E'\n')::uuid[]) as id union select id from (:failed) as failed
), jobs as (
  select id, name, data from pgboss.job union all select id, name, data from pgboss.archive
), effects as (
  select key, count(*) as times, max(done_at) as last from job_effects where queue = :'queue' group by key
), open as (
  select known.id from known left join jobs on jobs.id = known.id and jobs.name = :'queue'
  left join effects on effects.key = jobs.data ->> :'field'
  where effects.key is null and known.id <> all (string_to_array(:'apart', E'\n')::uuid[])
), copies as (
  select c.id from pgboss.job c join effects on effects.key = c.data ->> :'field'
  where c.name = (select dead_letter from pgboss.queue where name = :'queue')
    and c.state in ('created', 'retry', 'active', 'completed') and c.created_on >= :'since'::timestamptz
), late as (
  select id from pgboss.job where name = :'queue' and (
    (state in ('created', 'retry') and start_after < now() - interval '5 minutes')
    or (state = 'active' and started_on + expire_in < now()))
), counts as (
  select (select count(*) from open) as open, (select count(*) from copies) as copies,
    (select count(*) from late) as late,
    (select count(*) from effects where times > 1 and last >= :'since'::timestamptz) as doubled
)
select format('without effect %s, doubled %s, copies of finished jobs %s, late %s', open, doubled, copies, late)
  || E'\n' || open + doubled + copies + late from counts;
