-- Does the ledger refuse a second effect for the same key?
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
with ledger as (
  select oid, relkind from pg_class where oid = to_regclass('job_effects')
), columns as (
  select attname::text as name, attnum from pg_attribute join ledger on attrelid = oid
  where attnum > 0 and not attisdropped and attname in ('queue', 'key', 'done_at')
)
select case
  when not exists (select from ledger) then case
    when exists (select from (:jobs) as jobs where name = :'queue' and state = 'completed') then 'stand-in'
    else 'absent' end
  when (select count(*) from columns) < 3 then 'columns-missing'
  when (select relkind from ledger) in ('v', 'm') then 'view'
  when exists (
    select from pg_index i join ledger on indrelid = oid
    where indisunique and indisvalid and indpred is null and indexprs is null
      and (select array_agg(name order by name) from columns
           where attnum = any ((indkey::int2[])[0:indnkeyatts - 1])) in (array['key'], array['key', 'queue'])
      and indnkeyatts <= 2) then 'unique'
  else 'not-unique' end;
