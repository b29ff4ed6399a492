-- Whether the ledger itself refuses a second row for the same event.
set statement_timeout = '10s';
\getenv ledger LEDGER_TABLE
\getenv id LEDGER_ID
\getenv done LEDGER_DONE
with ledger as (
  select c.oid, c.relkind from pg_class c where c.oid = to_regclass(:'ledger')
)
select case
  when not exists (select from ledger) then 'absent'
  when (select count(*) from pg_attribute a join ledger on a.attrelid = ledger.oid
        where a.attnum > 0 and not a.attisdropped and a.attname in (:'id', :'done')) < 2 then 'columns-missing'
  when (select relkind from ledger) in ('v', 'm') then 'view'
  when exists (select from pg_index i join ledger on i.indrelid = ledger.oid
               join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
               where i.indisunique and i.indisvalid and i.indpred is null and i.indnkeyatts = 1
                 and a.attname = :'id') then 'unique'
  else 'not-unique'
end;
