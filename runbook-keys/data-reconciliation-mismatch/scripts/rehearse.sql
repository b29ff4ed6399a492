-- Runs the repair in one transaction and rolls it back.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
set lock_timeout = '2s';
begin;
select runbook_recon.repair(1000000) as rehearsed \gset
rollback;
\o | cat > "$EVIDENCE_DIR/rehearsed.txt"
select :rehearsed;
\o
select 'repairable: ' || count(*) from runbook_recon.open where kind in ('missing', 'stale');
select :rehearsed;
