-- What counts as failed, and in which class: a number only beside the word that says what it is. Read by jobs.sql.
select *, case
  when message ~* 'job failed by timeout|job timed out|heartbeat timeout|job stalled|handler execution exceeded'
    or message ~ 'shut down while active' then 'stuck'
  when message ~* 'permission denied for|row-level security|(sqlstate|code|error)\W{0,4}42501\M' then 'permission'
  when message ~* 'ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|UND_ERR|fetch failed|socket hang up|timed? ?out'
    or message ~* '(sqlstate|code|error)\W{0,4}(57P0[1-3]|53300)\M'
    or message ~* '(status|code|http|https|answered|returned|responded|got|with)\W{0,4}(code |status )?(429|50[0-4])\M'
    then 'dependency'
  else 'code' end as class
from (
  select id, data, dead_letter, completed_on, lost_on, archived, data ->> :'field' as key,
    left(concat_ws(' ', output ->> 'message', output #>> '{value,message}', output ->> 'value',
      'code ' || (output ->> 'code'), 'status ' || (output ->> 'status'), 'code ' || (output #>> '{cause,code}')), 300)
      as message
  from (:jobs) as jobs where name = :'queue' and state = 'failed' and completed_on >= :'since'::timestamptz
) as rows
