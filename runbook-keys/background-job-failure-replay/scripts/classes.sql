-- Groups the failures; the largest class decides.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\getenv queue QUEUE_NAME
\getenv since INCIDENT_START
\getenv field JOB_KEY_FIELD
\set failed `cat "$RUNBOOK/scripts/failed.sql"`
select format('%s %s, first %s, last %s, such as: %s', count(*), class, min(completed_on), max(completed_on),
  left(min(message), 120)) from (:failed) as failed group by class;
select coalesce(
  (select class from (:failed) as failed group by class order by count(*) desc, class desc limit 1),
  (select 'waiting' from pgboss.job where name = :'queue' and (
    (state in ('created', 'retry') and start_after < now() - interval '5 minutes')
    or (state = 'active' and started_on + expire_in < now())) limit 1),
  'quiet')
\g | tee "$EVIDENCE_DIR/class.txt"
