-- Jobs of pg-boss 12, which has no archive. Read by jobs.sql.
select id::text, name, state::text, data, output, dead_letter, created_on, started_on, completed_on, start_after,
  started_on + interval '1 second' * expire_seconds as expires_on,
  completed_on + interval '1 second' * deletion_seconds as lost_on, false as archived
from pgboss.job
