-- Jobs of pg-boss 10: its table and its archive. Read by jobs.sql.
select id::text, name, state::text, data, output, dead_letter, created_on, started_on, completed_on, start_after,
  started_on + expire_in as expires_on, completed_on + interval '1 second' * :'keep'::float8 as lost_on, false as archived
from pgboss.job
union all
select id::text, name, state::text, data, output, dead_letter, created_on, started_on, completed_on, start_after,
  started_on + expire_in, null, true
from pgboss.archive
