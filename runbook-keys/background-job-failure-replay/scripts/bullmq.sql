-- Jobs of BullMQ, out of what bullmq.sh has read. Read by jobs.sql.
select id, :'queue' as name, case when state = 'failed' and reason like 'cancelled: %' then 'cancelled'
    when state in ('active', 'completed', 'failed') then state when made > 0 then 'retry' else 'created' end as state,
  data::jsonb as data, jsonb_build_object('message', reason) as output, null::text as dead_letter,
  to_timestamp(ordered / 1000) as created_on, to_timestamp(taken / 1000) as started_on,
  to_timestamp(ended / 1000) as completed_on, to_timestamp(due / 1000) as start_after,
  -- Whoever works renews a lock. Without it the job is an orphan.
  case when lock > 0 then now() + interval '1 millisecond' * lock else to_timestamp(taken / 1000) end as expires_on,
  to_timestamp(ended / 1000 + (case when opts::jsonb #>> '{removeOnFail,age}' ~ '^\d+$'
    then opts::jsonb #>> '{removeOnFail,age}' end)::numeric) as lost_on, false as archived
from jsonb_to_recordset(:'snapshot'::jsonb -> 'jobs') as read (id text, state text, data text, opts text, reason text,
  made numeric, ordered numeric, taken numeric, ended numeric, due numeric, lock numeric)
