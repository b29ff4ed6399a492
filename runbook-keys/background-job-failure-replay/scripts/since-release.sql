-- What has started in the last minute, and how did it end?
set statement_timeout = '30s';
\getenv queue QUEUE_NAME
select case
  when count(*) filter (where state = 'failed' or (state = 'retry' and output is not null)) > 0 then 'fails'
  when count(*) filter (where state = 'completed') > 0 then 'works' else 'idle' end
from pgboss.job where name = :'queue' and started_on > now() - interval '1 minute';
