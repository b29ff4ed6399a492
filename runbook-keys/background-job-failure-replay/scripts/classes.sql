-- Groups the failures; the largest class decides.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
select format('%s %s, first %s, last %s, such as: %s', count(*), class, min(completed_on), max(completed_on),
  left(min(message), 120)) from (:failed) as failed group by class;
select coalesce(
  (select class from (:failed) as failed group by class order by count(*) desc, class desc limit 1),
  (select 'waiting' from (:jobs) as jobs where name = :'queue' and (
    (state in ('created', 'retry') and start_after < now() - interval '5 minutes')
    or (state = 'active' and expires_on < now())) limit 1),
  'quiet')
\g | tee "$EVIDENCE_DIR/class.txt"
