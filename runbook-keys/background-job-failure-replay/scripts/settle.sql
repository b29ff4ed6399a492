-- Of batch.txt: how many are under way, failed again, have a double effect or none.
set statement_timeout = '10s';
\getenv queue QUEUE_NAME
\getenv field JOB_KEY_FIELD
\set ids `cat "$EVIDENCE_DIR/batch.txt"`
select count(*) filter (where state in ('created', 'retry', 'active')), count(*) filter (where state = 'failed'),
  count(*) filter (where effects > 1 or (state = 'completed' and effects = 0))
from (select state, (select count(*) from job_effects e where e.queue = :'queue' and e.key = data ->> :'field')
  as effects from pgboss.job where name = :'queue' and id = any (string_to_array(:'ids', E'\n')::uuid[])) as batch;
