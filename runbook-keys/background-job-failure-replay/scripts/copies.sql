-- Covered copies that wait.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
with jobs as materialized (:jobs)
select count(*) from jobs c
where c.name in (select dead_letter from jobs where name = :'queue') and c.state = 'created'
  and exists (select from jobs o where o.name = :'queue' and not o.archived and o.data = c.data)
  and exists (select from :effects as e where e.queue = :'queue' and e.key = c.data ->> :'field');
