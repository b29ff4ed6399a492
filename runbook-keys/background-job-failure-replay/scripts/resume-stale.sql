-- Makes the jobs of stale.txt wait again.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
set lock_timeout = '2s';
\getenv queue QUEUE_NAME
\set ids `cat "$EVIDENCE_DIR/stale.txt"`
update pgboss.job set state = 'created', completed_on = null
where name = :'queue' and state = 'cancelled' and id = any (string_to_array(:'ids', E'\n')::uuid[]);
