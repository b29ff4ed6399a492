-- What the other scripts share: the inputs, and the jobs of the queue in one shape, whichever queue it is.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
set lock_timeout = '2s';
\getenv queue QUEUE_NAME
\getenv since INCIDENT_START
\getenv field JOB_KEY_FIELD
\set kind `cat "$EVIDENCE_DIR/kind.txt"`
select :'kind' like 'pg-boss-%' as boss, :'kind' = 'pg-boss-10' as boss_10, :'kind' = 'graphile-worker' as graphile,
  (select count(*) from pg_attribute where attrelid = to_regclass('job_effects')
    and attname in ('queue', 'key', 'done_at') and not attisdropped) = 3 as ledger \gset
\set paused false
\set workers '(select count(*) from pg_stat_activity where datname = current_database() and application_name = ''pgboss'')'
\if :boss_10
  \set keep 43200
  \getenv keep ARCHIVE_AFTER_SECONDS
  \set jobs `cat "$RUNBOOK/scripts/pg-boss-10.sql"`
\elif :boss
  \set jobs `cat "$RUNBOOK/scripts/pg-boss-12.sql"`
\elif :graphile
  \set workers '(select count(*) from pg_stat_activity where datname = current_database() and query like ''LISTEN "jobs:insert"%'')'
  \set jobs `cat "$RUNBOOK/scripts/graphile-worker.sql"`
\else
  -- BullMQ names the connection of a worker after its queue.
  \set clients `bash "$RUNBOOK/scripts/bullmq.sh" clients`
  select count(*) as workers from unnest(string_to_array(:'clients', E'\n')) as client
  where client like '%:' || translate(encode(convert_to(:'queue', 'UTF8'), 'base64'), E'\n', '') || ' %' \gset
  \set snapshot `bash "$RUNBOOK/scripts/bullmq.sh" jobs`
  select :'snapshot'::jsonb ->> 'paused' as paused \gset
  \set jobs `cat "$RUNBOOK/scripts/bullmq.sql"`
\endif
\if :ledger
  \set effects job_effects
  \set done 'select queue, key, done_at from job_effects'
\else
  \set effects `cat "$RUNBOOK/scripts/stand-in.sql"`
  \set done 'select null::text as queue, null::text as key, null::timestamptz as done_at where false'
\endif
\set failed `cat "$RUNBOOK/scripts/failed.sql"`
