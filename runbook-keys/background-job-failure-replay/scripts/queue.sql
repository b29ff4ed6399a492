-- The queue, and whether effects have happened twice since the start.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\getenv queue QUEUE_NAME
\ir kind.sql
select :'kind' = 'other' as unknown \gset
\if :unknown
  \set word other-queue
\else
  \ir jobs.sql
  select :'kind';
  select name, state, count(*), min(created_on) as oldest from (:jobs) as jobs
  where name = :'queue' or name in (select dead_letter from (:jobs) as jobs where name = :'queue')
  group by name, state order by name, state;
  \if :boss
    select exists (select from pgboss.queue where name = :'queue') as known \gset
  \elif :graphile
  \else
    select (:'snapshot'::jsonb ->> 'known')::boolean as known \gset
  \endif
  select case when not :'known' then 'no-queue' when not :'ledger' then 'no-ledger' else 'single' end as word,
    :'known' and :'ledger' as counts \gset
  \if :counts
    select case when exists (select from job_effects where queue = :'queue' group by key
      having count(*) > 1 and max(done_at) >= :'since'::timestamptz) then 'doubled' else 'single' end as word \gset
  \endif
\endif
select :'word' \g | tee "$EVIDENCE_DIR/harm.txt"
