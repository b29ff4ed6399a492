-- Names of the claims, never their values. The last line is a word.
set statement_timeout = '10s';
\getenv claims AFFECTED_CLAIMS
select 'claims: ' || string_agg(key, ' ' order by key) from jsonb_object_keys(:'claims'::jsonb) as key;
select 'app_metadata: ' || coalesce(string_agg(key, ' ' order by key), 'none')
from jsonb_each(case jsonb_typeof(:'claims'::jsonb -> 'app_metadata') when 'object'
  then :'claims'::jsonb -> 'app_metadata' else '{}' end);
select case
  when :'claims'::jsonb ->> 'role' is distinct from 'authenticated' then 'not-signed-in'
  when coalesce(:'claims'::jsonb ->> 'sub', '') = '' then 'no-sub'
  when not :'claims'::jsonb ->> 'sub' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then 'sub-is-no-uuid'
  else 'signed-in' end;
