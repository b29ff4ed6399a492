-- Was repaired what may be, and as many as rehearsed? Writes repaired.csv.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
set default_transaction_read_only = on;
\set rehearsed `cat "$EVIDENCE_DIR/rehearsed.txt"`
\set repaired `cat "$EVIDENCE_DIR/repaired.txt"`
\o | cat > "$EVIDENCE_DIR/repaired.csv"
copy (select * from runbook_recon.repaired order by run, id) to stdout csv header;
\o
select case
  when :'repaired'::int > :'rehearsed'::int then 'more'
  when exists (select from (select id, kind, t0, local_customer, local_status, local_price from runbook_recon.open) o
    left join (select id, updated_at, customer_id, status, price_id from subscriptions) l on l.id = o.id
    where (o.kind = 'missing' and l.id is null) or (o.kind = 'stale' and l.updated_at <= o.t0
      and (l.customer_id, l.status::text, l.price_id) is not distinct from (o.local_customer, o.local_status, o.local_price)))
    then 'left-over'
  when :'repaired'::int < :'rehearsed'::int then 'fewer'
  else 'repaired'
end;
