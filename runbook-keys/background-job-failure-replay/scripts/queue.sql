-- The queue, and whether effects have happened twice since the start.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\getenv queue QUEUE_NAME
\getenv since INCIDENT_START
select name, state, count(*), min(created_on) as oldest from pgboss.job
where name = :'queue' or name = (select dead_letter from pgboss.queue where name = :'queue')
group by name, state order by name, state;
select case when version <> 24 then 'other-version'
  when not exists (select from pgboss.queue where name = :'queue') then 'no-queue'
  when (select count(*) from pg_attribute where attrelid = to_regclass('job_effects')
    and attname in ('queue', 'key', 'done_at')) < 3 then 'no-ledger' else 'single' end as word
from pgboss.version \gset
select :'word' = 'single' as ledger \gset
\if :ledger
  select case when exists (select from job_effects where queue = :'queue' group by key
    having count(*) > 1 and max(done_at) >= :'since'::timestamptz) then 'doubled' else 'single' end as word \gset
\endif
select :'word' \g | tee "$EVIDENCE_DIR/harm.txt"
