-- Covered copies that wait.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
with jobs (id, name, state, data, output, dead_letter, created_on, started_on, completed_on, start_after, expires_on,
  lost_on, archived) as materialized (:jobs)
select count(*) from jobs c
where c.name in (select dead_letter from jobs where name = :'queue') and c.state = 'created'
  and exists (select from jobs o where o.name = :'queue' and not o.archived and o.data = c.data)
  and exists (select from :effects as e where queue = :'queue' and key = c.data ->> :'field');
