-- Per day: when stale rows were last written here, when missing ones were made at Stripe.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
set default_transaction_read_only = on;
select concat_ws(' ', coalesce(local_updated_at, stripe_created)::date, kind, stripe_status, count(*))
from runbook_recon.open where kind in ('missing', 'stale')
group by coalesce(local_updated_at, stripe_created)::date, kind, stripe_status order by 1;
select count(*) from runbook_recon.open where kind in ('missing', 'stale');
