-- What would run when workers start, by age, and how many orphans there are.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
select format('%s waiting, ordered %s hours ago', count(*), hours) from (
  select floor(extract(epoch from now() - created_on) / 3600) as hours from (:jobs) as jobs
  where name = :'queue' and not archived and state in ('created', 'retry') and start_after <= now()) as waiting
group by hours order by hours desc limit 20;
select count(*) filter (where state = 'active' and expires_on < now()) as overdue,
  count(*) filter (where state in ('created', 'retry') and start_after <= now()) as due
from (:jobs) as jobs where name = :'queue' and not archived \gset
select 'overdue: ' || :overdue;
select case when :overdue > 0 and not exists (
  select from pg_index i where indrelid = to_regclass('job_effects') and indisunique and indisvalid and indpred is null
    and indexprs is null and indnkeyatts <= 2
    and (select array_agg(attname::text order by attname) from pg_attribute where attrelid = indrelid
      and attnum = any ((indkey::int2[])[0:indnkeyatts - 1])) in (array['key'], array['key', 'queue'])) then 'unproven'
  when :due + :overdue > 0 then 'would-run'
  else 'nothing' end;
