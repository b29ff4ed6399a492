-- One line for each failed job with its verdict.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
\set fixed `cat "$EVIDENCE_DIR/class.txt" "$EVIDENCE_DIR/release.txt" | tr '\n' ' '`
with jobs (id, name, state, data, output, dead_letter, created_on, started_on, completed_on, start_after, expires_on,
  lost_on, archived) as materialized (:jobs), effects as materialized (
  select key from :effects as effects where queue = :'queue'
)
select case
    when exists (select from effects e where e.key = f.key) then 'covered'
    when exists (select from jobs j where j.name = :'queue' and j.state in ('created', 'retry', 'active')
      and j.data ->> :'field' = f.key) then 'covered'
    when key is null or class = 'permission' or (class = 'code' and :'fixed' <> 'code fixed ') then 'apart'
    when nth > 1 then 'covered'
    when exists (select from jobs c where c.name = f.dead_letter and c.data = f.data
      and c.state in ('retry', 'active', 'completed')) then 'worked-copy'
    when archived then 'archived'
    else 'replay' end,
  id, class, completed_on at time zone 'UTC', key
from (select id, data, dead_letter, completed_on, archived, key, class, row_number() over (partition by key order by archived, completed_on, id) as nth
  from (:failed) as failed) as f
order by completed_on, id;
