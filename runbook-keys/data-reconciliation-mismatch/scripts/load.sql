-- Loads the snapshot into its own schema, with the functions that compare and repair.
\set ON_ERROR_STOP on
set statement_timeout = '120s';
set lock_timeout = '2s';
set client_min_messages = warning;
\set t0 `cat "$EVIDENCE_DIR/t0.txt"`
\set snapshot `jq -cs . "$EVIDENCE_DIR/stripe.jsonl"`
begin;
create schema if not exists runbook_recon;
create table if not exists runbook_recon.run (run int generated always as identity primary key,
  t0 timestamptz not null unique, compared bigint not null);
create table if not exists runbook_recon.diff (run int not null references runbook_recon.run on delete cascade,
  id text not null, kind text not null, stripe_customer text, stripe_status text, stripe_price text,
  stripe_created timestamptz, local_customer text, local_status text, local_price text, local_updated_at timestamptz,
  primary key (run, id));
create table if not exists runbook_recon.set_aside (id text, kind text check (kind = 'orphan'),
  at timestamptz default now(), primary key (id, kind));
create table if not exists runbook_recon.repaired (id text not null, run int not null, kind text not null,
  old_status text, old_price text, old_updated_at timestamptz, new_updated_at timestamptz, undone_at timestamptz);

create or replace function runbook_recon.compare(snapshot jsonb) returns table (id text, kind text,
  stripe_customer text, stripe_status text, stripe_price text, stripe_created timestamptz,
  local_customer text, local_status text, local_price text, local_updated_at timestamptz)
language sql stable as $$
  with s as (
    select distinct on (r.id) r.id, r.customer, r.status, r.price, to_timestamp(r.created) as created
    from jsonb_to_recordset(snapshot) as r (id text, customer text, status text, price text, created bigint)
  ), l as (
    select t.id, t.customer_id, t.status::text as status, t.price_id, t.updated_at from subscriptions t
    where t.id ~ '^sub_[A-Za-z0-9_]+$'
  ), d as (
    select coalesce(s.id, l.id) as id, case
      when l.id is null and s.status in ('canceled', 'incomplete_expired') then null
      when l.id is null then 'missing'
      when s.id is null then 'orphan'
      when l.customer_id is distinct from s.customer then 'owner'
      when coalesce(l.status, '') not in ('incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due',
        'canceled', 'unpaid', 'paused') then 'unmapped'
      when l.status <> s.status or (s.price is not null and l.price_id is distinct from s.price) then 'stale'
    end as kind, s.customer, s.status, s.price, s.created,
    l.customer_id, l.status as local_status, l.price_id, l.updated_at
    from s full outer join l on l.id = s.id
  )
  select * from d where d.kind is not null
$$;

create or replace view runbook_recon.pair as
  select r.run, r.t0, r.compared, (select e.run from runbook_recon.run e where e.t0 between
    r.t0 - interval '60 minutes' and r.t0 - interval '10 minutes' order by e.t0 desc limit 1) as earlier
  from runbook_recon.run r where r.t0 > now() - interval '60 minutes' order by r.t0 desc limit 1;

create or replace view runbook_recon.open as
  select d.*, p.t0 from runbook_recon.pair p
  join runbook_recon.diff d on d.run = p.run
  join runbook_recon.diff e on e.run = p.earlier and e.id = d.id and e.kind = d.kind
    and (e.stripe_customer, e.stripe_status, e.stripe_price, e.local_customer, e.local_status, e.local_price)
      is not distinct from
        (d.stripe_customer, d.stripe_status, d.stripe_price, d.local_customer, d.local_status, d.local_price)
  where not exists (select from runbook_recon.set_aside a where a.id = d.id and a.kind = d.kind);

-- A status in the type of the column, which may be an enum.
create or replace function runbook_recon.typed(status text) returns subscriptions language sql stable as $$
  select jsonb_populate_record(null::subscriptions, jsonb_build_object('status', status))
$$;

create or replace function runbook_recon.repair(batch int) returns int language plpgsql as $$
declare
  updated int;
  inserted int;
begin
  with due as (
    select o.id, o.run, o.stripe_status, o.stripe_price, l.status::text as status, l.price_id, l.updated_at
    from runbook_recon.open o join subscriptions l on l.id = o.id
    where o.kind = 'stale' and l.updated_at <= o.t0 and (l.customer_id, l.status::text, l.price_id)
      is not distinct from (o.local_customer, o.local_status, o.local_price)
    order by o.id limit batch for update of l
  ), done as (
    update subscriptions l set status = (runbook_recon.typed(due.stripe_status)).status, price_id = coalesce(due.stripe_price, due.price_id),
      updated_at = clock_timestamp()
    from due where l.id = due.id returning l.id, l.updated_at
  )
  insert into runbook_recon.repaired (id, run, kind, old_status, old_price, old_updated_at, new_updated_at)
  select due.id, due.run, 'stale', due.status, due.price_id, due.updated_at, done.updated_at
  from due join done on done.id = due.id;
  get diagnostics updated = row_count;
  with done as (
    insert into subscriptions (id, customer_id, status, price_id, updated_at)
    select o.id, o.stripe_customer, (runbook_recon.typed(o.stripe_status)).status, o.stripe_price, clock_timestamp() from runbook_recon.open o
    where o.kind = 'missing' and not exists (select from subscriptions l where l.id = o.id)
    order by o.id limit batch
    on conflict do nothing returning id, updated_at
  )
  insert into runbook_recon.repaired (id, run, kind, new_updated_at)
  select done.id, p.run, 'missing', done.updated_at from done, runbook_recon.pair p;
  get diagnostics inserted = row_count;
  return updated + inserted;
end
$$;

insert into runbook_recon.run (t0, compared) select :'t0', count(*) from subscriptions;
insert into runbook_recon.diff select r.run, c.* from runbook_recon.run r, runbook_recon.compare(:'snapshot'::jsonb) c
where r.t0 = :'t0';
commit;
select 'loaded';
