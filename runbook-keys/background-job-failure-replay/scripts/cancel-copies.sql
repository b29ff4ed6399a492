-- Cancels dead-letter copies whose effect exists. Only pg-boss keeps such copies.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
\if :boss
  update pgboss.job c set state = 'cancelled', completed_on = now()
  where c.name = (select dead_letter from pgboss.queue where name = :'queue') and c.state = 'created'
    and exists (select from pgboss.job o where o.name = :'queue' and o.data = c.data)
    and exists (select from :effects as e where e.queue = :'queue' and e.key = c.data ->> :'field')
  returning c.id;
\endif
