-- Takes this comparison out again.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
set lock_timeout = '2s';
\set t0 `cat "$EVIDENCE_DIR/t0.txt"`
delete from runbook_recon.run where t0 = :'t0';
select count(*) from runbook_recon.run;
