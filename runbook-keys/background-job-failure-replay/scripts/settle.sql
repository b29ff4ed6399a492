-- Of batch.txt: how many are under way, failed again, have a double effect or none. What is gone counts as completed.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
\pset fieldsep ' '
\set ids `cat "$EVIDENCE_DIR/batch.txt"`
\set keys `cat "$EVIDENCE_DIR/keys.txt"`
with jobs (id, name, state, data, output, dead_letter, created_on, started_on, completed_on, start_after, expires_on,
  lost_on, archived) as materialized (:jobs), batch as (
  select distinct split_part(line, ' ', 1) as id, substr(line, strpos(line, ' ') + 1) as key
  from unnest(string_to_array(:'keys', E'\n')) as line
  where split_part(line, ' ', 1) = any (string_to_array(:'ids', E'\n'))
), found as (
  select coalesce(jobs.state, 'completed') as state,
    (select count(*) from :effects as e where queue = :'queue' and key = batch.key) as effects
  from batch left join jobs on jobs.id = batch.id and jobs.name = :'queue' and not jobs.archived
)
select count(*) filter (where state in ('created', 'retry', 'active')), count(*) filter (where state = 'failed'),
  count(*) filter (where effects > 1 or (state = 'completed' and effects = 0))
from found;
