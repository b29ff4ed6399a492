-- What has started in the last minute, and how did it end?
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
select case
  when count(*) filter (where state = 'failed' or (state = 'retry' and output ->> 'message' <> '')) > 0 then 'fails'
  when count(*) filter (where state = 'completed') > 0 then 'works' else 'idle' end
from (:jobs) as jobs where name = :'queue' and coalesce(started_on, completed_on) > now() - interval '1 minute';
