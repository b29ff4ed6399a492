-- Takes the same ids back into the count.
\set ON_ERROR_STOP on
set statement_timeout = '10s';
set lock_timeout = '2s';
\set ids `awk '$2 == 404 && $3 == "resource_missing" { print $1 }' "$EVIDENCE_DIR/orphan-proof.txt"`
delete from runbook_recon.set_aside where kind = 'orphan' and id = any (string_to_array(:'ids', E'\n'));
select count(*) from runbook_recon.set_aside;
