-- One line for each failed job with its verdict.
set statement_timeout = '30s';
\getenv queue QUEUE_NAME
\getenv since INCIDENT_START
\getenv field JOB_KEY_FIELD
\set failed `cat "$RUNBOOK/scripts/failed.sql"`
\set fixed `cat "$EVIDENCE_DIR/class.txt" "$EVIDENCE_DIR/release.txt" | tr '\n' ' '`
select case
    when exists (select from job_effects e where e.queue = :'queue' and e.key = f.key) then 'covered'
    when exists (select from pgboss.job j where j.name = :'queue' and j.state in ('created', 'retry', 'active')
      and j.data ->> :'field' = f.key) then 'covered'
    when key is null or class = 'permission' or (class = 'code' and :'fixed' <> 'code fixed ') then 'apart'
    when nth > 1 then 'covered'
    when exists (select from (select name, data, state from pgboss.job
        union all select name, data, state from pgboss.archive) as c
      where c.name = f.dead_letter and c.data = f.data and c.state in ('retry', 'active', 'completed'))
      then 'worked-copy'
    when archived then 'archived'
    else 'replay' end,
  id, class, completed_on at time zone 'UTC', key
from (select *, row_number() over (partition by key order by archived, completed_on, id) as nth
  from (:failed) as failed) as f
order by completed_on, id;
