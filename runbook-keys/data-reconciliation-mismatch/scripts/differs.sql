-- What differs in two comparisons 10 to 60 minutes apart: differences.csv and a word.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
set default_transaction_read_only = on;
\o | cat > "$EVIDENCE_DIR/differences.csv"
copy (select * from runbook_recon.open order by kind, id) to stdout csv header;
\o
select kind || ': ' || count(*) from runbook_recon.open group by kind order by kind;
select case
  when not exists (select from runbook_recon.pair where earlier is not null) then 'first'
  when (select count(*) from runbook_recon.open) > (select greatest(20, compared / 100) from runbook_recon.pair)
    then 'too-many'
  when exists (select from runbook_recon.open where kind = 'orphan') then 'orphan'
  when exists (select from runbook_recon.open where kind in ('missing', 'stale')) then 'repair'
  when exists (select from runbook_recon.open) then 'people'
  else 'none'
end;
