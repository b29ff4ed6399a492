-- Ages the jobs that were brought back, so that maintenance archives them again.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
set lock_timeout = '2s';
\getenv queue QUEUE_NAME
\set rows `awk '$1 == "archived" && !seen[$2]++ { print $2, $4 "T" $5 "Z" }' "$EVIDENCE_DIR/plan-before-restore.txt"`
update pgboss.job j set completed_on = split_part(line, ' ', 2)::timestamptz
from unnest(string_to_array(:'rows', E'\n')) as line
where j.name = :'queue' and j.state = 'failed' and j.id = split_part(line, ' ', 1)::uuid;
