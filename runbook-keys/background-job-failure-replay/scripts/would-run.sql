-- What would run when workers start, by age, and how many orphans there are.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\getenv queue QUEUE_NAME
select format('%s waiting, ordered %s hours ago', count(*), hours) from (
  select floor(extract(epoch from now() - created_on) / 3600) as hours from pgboss.job
  where name = :'queue' and state in ('created', 'retry') and start_after <= now()) as waiting
group by hours order by hours desc limit 20;
select count(*) as overdue from pgboss.job
where name = :'queue' and state = 'active' and started_on + expire_in < now() \gset
select 'overdue: ' || :overdue;
select case when :overdue > 0 and not exists (
  select from pg_index i where indrelid = to_regclass('job_effects') and indisunique and indisvalid and indpred is null
    and indexprs is null and indnkeyatts <= 2
    and (select array_agg(attname::text order by attname) from pg_attribute where attrelid = indrelid
      and attnum = any ((indkey::int2[])[0:indnkeyatts - 1])) in (array['key'], array['key', 'queue'])) then 'unproven'
  when exists (select from pgboss.job where name = :'queue' and state in ('created', 'retry') and start_after <= now())
    or :overdue > 0 then 'would-run'
  else 'nothing' end;
