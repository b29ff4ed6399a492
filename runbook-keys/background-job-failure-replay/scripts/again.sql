-- Replayed jobs that are not completed.
set statement_timeout = '30s';
\getenv queue QUEUE_NAME
\set ids `cat "$EVIDENCE_DIR/replayed.txt"`
select id from pgboss.job where name = :'queue' and state <> 'completed'
  and id = any (string_to_array(:'ids', E'\n')::uuid[]);
