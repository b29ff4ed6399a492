-- Sets the orphans aside that Stripe has been proven not to know.
\set ON_ERROR_STOP on
set statement_timeout = '10s';
set lock_timeout = '2s';
\set ids `awk '$2 == 404 && $3 == "resource_missing" { print $1 }' "$EVIDENCE_DIR/orphan-proof.txt"`
insert into runbook_recon.set_aside (id, kind)
select id, kind from runbook_recon.open where kind = 'orphan' and id = any (string_to_array(:'ids', E'\n'))
on conflict do nothing;
select 'set aside: ' || count(*) from runbook_recon.set_aside;
