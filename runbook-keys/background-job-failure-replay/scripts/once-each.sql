-- Replayed jobs that are neither in again.txt nor have exactly one effect.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\getenv queue QUEUE_NAME
\getenv field JOB_KEY_FIELD
\set ids `cat "$EVIDENCE_DIR/replayed.txt"`
\set again `cat "$EVIDENCE_DIR/again.txt"`
select count(*) from unnest(string_to_array(:'ids', E'\n')::uuid[]) as replayed (id)
where id <> all (string_to_array(:'again', E'\n')::uuid[]) and 1 <> (
  select count(*) from pgboss.job j join job_effects e on e.queue = j.name and e.key = j.data ->> :'field'
  where j.name = :'queue' and j.id = replayed.id);
