-- Every difference that is not set aside, new ones too.
\set ON_ERROR_STOP on
set statement_timeout = '60s';
set default_transaction_read_only = on;
\set snapshot `jq -cs . "$EVIDENCE_DIR/stripe-next-day.jsonl"`
with fresh as (
  select c.* from runbook_recon.compare(:'snapshot'::jsonb) c
  where not exists (select from runbook_recon.set_aside a where a.id = c.id and a.kind = c.kind)
)
select concat_ws(' ', kind, id) from fresh union all select count(*)::text from fresh;
