-- Replays the jobs of batch.txt, at a rate, with one attempt each.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
\getenv rate REPLAY_PER_SECOND
\set ids `cat "$EVIDENCE_DIR/batch.txt"`
\if :boss
  with replayed as (
    update pgboss.job j set state = 'retry', retry_limit = retry_limit + 1, completed_on = null,
      start_after = now() + (nth - 1) * interval '1 second' / :rate
    from unnest(string_to_array(:'ids', E'\n')::uuid[]) with ordinality as batch (id, nth)
    where j.name = :'queue' and j.id = batch.id and j.state = 'failed' returning j.id
  )
  select count(*) from replayed;
\else
  select count(*) from unnest(string_to_array(:'ids', E'\n')::bigint[]) with ordinality as batch (id, nth)
  join graphile_worker._private_jobs j using (id) cross join lateral graphile_worker.reschedule_jobs(array[j.id],
    run_at => now() + (nth - 1) * interval '1 second' / :rate, attempts => j.max_attempts - 1)
  where j.attempts >= j.max_attempts;
\endif
