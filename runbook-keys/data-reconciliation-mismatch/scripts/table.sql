-- Does the table keep the contract? Names its triggers too.
\set ON_ERROR_STOP on
set statement_timeout = '10s';
set default_transaction_read_only = on;
\getenv known KNOWN_GOOD_SUBSCRIPTION
select 'trigger: ' || tgname from pg_trigger where tgrelid = to_regclass('subscriptions') and not tgisinternal;
select c is null as absent, pg_is_in_recovery() as replica,
  coalesce(not (has_table_privilege(c, 'select') and has_table_privilege(c, 'insert')
    and has_table_privilege(c, 'update') and has_table_privilege(c, 'delete')
    and has_database_privilege(current_database(), 'create')), false) as denied
from to_regclass('subscriptions') c \gset
\if :absent
select 'absent';
\elif :replica
select 'replica';
\elif :denied
select 'privilege-missing';
\else
select case
  when (select count(*) from pg_attribute where attrelid = 'subscriptions'::regclass and not attisdropped
        and attname in ('id', 'customer_id', 'status', 'price_id', 'updated_at')) < 5 then 'columns-missing'
  when (select relkind from pg_class where oid = 'subscriptions'::regclass) in ('r', 'p') and not exists (
    select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where i.indrelid = 'subscriptions'::regclass and i.indisunique and i.indpred is null and i.indnkeyatts = 1
      and a.attname = 'id') then 'not-unique'
  when row_security_active('subscriptions') then 'rows-hidden'
  when not exists (select from subscriptions where id = :'known') then 'known-good-absent'
  else 'ready'
end;
\endif
