-- Replays the jobs of batch.txt, at a rate, with one attempt each.
set statement_timeout = '10s';
set lock_timeout = '2s';
\getenv queue QUEUE_NAME
\getenv rate REPLAY_PER_SECOND
\set ids `cat "$EVIDENCE_DIR/batch.txt"`
with replayed as (
  update pgboss.job j set state = 'retry', retry_limit = retry_limit + 1, completed_on = null,
    start_after = now() + (nth - 1) * interval '1 second' / :rate
  from unnest(string_to_array(:'ids', E'\n')::uuid[]) with ordinality as batch (id, nth)
  where j.name = :'queue' and j.id = batch.id and j.state = 'failed' returning j.id
)
select count(*) from replayed;
