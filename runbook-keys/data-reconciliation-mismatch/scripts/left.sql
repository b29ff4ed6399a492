-- Ids that differ now and in two comparisons, other than those set aside.
\set ON_ERROR_STOP on
set statement_timeout = '60s';
set default_transaction_read_only = on;
\set snapshot `jq -cs . "$EVIDENCE_DIR/stripe-after.jsonl"`
with fresh as (
  select c.*, 1 < (select count(*) from runbook_recon.diff d where d.id = c.id) as known
  from runbook_recon.compare(:'snapshot'::jsonb) c
  where not exists (select from runbook_recon.set_aside a where a.id = c.id and a.kind = c.kind)
)
select concat_ws(' ', case when known then 'known' else 'new' end, kind, id) from fresh
union all select (count(*) filter (where known))::text from fresh;
