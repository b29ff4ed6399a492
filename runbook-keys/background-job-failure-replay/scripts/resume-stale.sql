-- Makes the jobs of stale.txt wait again.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
\set ids `cat "$EVIDENCE_DIR/stale.txt"`
\if :boss
  update pgboss.job set state = 'created', completed_on = null
  where name = :'queue' and state = 'cancelled' and id = any (string_to_array(:'ids', E'\n')::uuid[]);
\else
  select count(*) from graphile_worker.reschedule_jobs((select array_agg(id::bigint) from (:jobs) as jobs
    where state = 'cancelled' and id = any (string_to_array(:'ids', E'\n'))), attempts => 0);
\endif
