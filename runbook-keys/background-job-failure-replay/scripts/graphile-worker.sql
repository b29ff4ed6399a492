-- Jobs of graphile-worker. It deletes what is completed: the ledger stands for that. Read by jobs.sql.
select id::text, identifier as name, case
    when locked_at > now() - interval '4 hours' or (locked_at is not null and attempts < max_attempts) then 'active'
    when attempts >= max_attempts and last_error like 'cancelled: %' then 'cancelled'
    when attempts >= max_attempts then 'failed' when attempts > 0 then 'retry' else 'created' end as state,
  payload::jsonb as data, jsonb_build_object('message', last_error) as output, null::text as dead_letter,
  created_at as created_on, coalesce(locked_at, case when attempts >= max_attempts and last_error not like 'cancelled: %' then updated_at end)
    as started_on,
  case when locked_at is null and last_error is not null then updated_at end as completed_on,
  run_at as start_after, locked_at + interval '4 hours' as expires_on, null::timestamptz as lost_on, false as archived
from graphile_worker._private_jobs join (select id as task, identifier from graphile_worker._private_tasks) t on task = task_id
union all
select null, queue, 'completed', jsonb_build_object(:'field', key), null, null, done_at, done_at, done_at, done_at,
  null, null, false
from (:done) as done
