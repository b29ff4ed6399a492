-- Is no job active, and was none started in the last 10 seconds?
\set ON_ERROR_STOP on
set statement_timeout = '30s';
select from pg_sleep(10);
\ir jobs.sql
\set harm `cat "$EVIDENCE_DIR/harm.txt"`
select case when exists (select from (:jobs) as jobs where name = :'queue'
  and (state = 'active' or started_on > now() - interval '10 seconds')) then 'running'
  when :'harm' = 'doubled' then 'paused-harm' else 'paused' end;
