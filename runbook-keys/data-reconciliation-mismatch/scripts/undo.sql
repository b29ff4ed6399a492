-- Puts back every row of the newest repair that nobody has written since.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
set lock_timeout = '2s';
begin;
with last as (
  select r.* from runbook_recon.repaired r
  where r.run = (select max(run) from runbook_recon.repaired) and r.undone_at is null
), restored as (
  update subscriptions l set status = (runbook_recon.typed(b.old_status)).status, price_id = b.old_price, updated_at = b.old_updated_at
  from last b where b.kind = 'stale' and l.id = b.id and l.updated_at = b.new_updated_at returning l.id
), removed as (
  delete from subscriptions l using last b
  where b.kind = 'missing' and l.id = b.id and l.updated_at = b.new_updated_at returning l.id
)
update runbook_recon.repaired r set undone_at = now()
where r.run = (select max(run) from runbook_recon.repaired) and r.undone_at is null
  and r.id in (select id from restored union all select id from removed);
commit;
select count(*) from runbook_recon.repaired
where run = (select max(run) from runbook_recon.repaired) and undone_at is null;
