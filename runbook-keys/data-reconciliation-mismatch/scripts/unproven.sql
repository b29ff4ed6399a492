-- Orphans that are left without a proof.
\set ON_ERROR_STOP on
set statement_timeout = '10s';
set default_transaction_read_only = on;
select count(*) from runbook_recon.open where kind = 'orphan';
