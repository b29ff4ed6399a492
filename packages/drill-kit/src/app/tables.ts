// The tables of the reference application, as the runbooks' contracts name them.
import type { Database } from '../postgres/database.js'
import type { Subscription } from '../stripe/objects.js'

/** Login of the application: it owns nothing and has only what it needs. */
export const appLogin = 'app_web'

const sql = `
do $$ begin
  create role ${appLogin} login;
exception when duplicate_object or unique_violation then null;
end $$;
create table stripe_events (
  id text primary key,
  type text,
  created timestamptz,
  received_at timestamptz default now(),
  processed_at timestamptz,
  error text
);
create table subscriptions (
  id text primary key,
  customer_id text not null,
  status text not null,
  price_id text,
  updated_at timestamptz not null default now(),
  event_created timestamptz,
  effects int not null default 0
);
create table job_effects (
  queue text,
  key text,
  done_at timestamptz default now(),
  primary key (queue, key)
);
grant select, insert, update on stripe_events, subscriptions, job_effects to ${appLogin};
`

/**
 * Makes the application's tables and its login:
 * - `stripe_events`: the ledger of received events, by id.
 * - `subscriptions`: what the events say; `effects` counts how often one had an effect, so that doubles show.
 * - `job_effects`: the ledger of committed effects of jobs.
 *
 * @param database An empty database.
 */
export async function createAppTables(database: Database): Promise<void> {
  await database.query(sql)
}

/** A subscription as the application keeps it. */
export type SubscriptionRow = { id: string; customer_id: string; status: string; price_id: string | null }

/**
 * Says how the application keeps a subscription of Stripe's.
 *
 * @param subscription The object.
 * @returns The row. Several prices are kept under one name of the application's own.
 */
export function subscriptionRow(subscription: Subscription): SubscriptionRow {
  const { id, customer, status, items } = subscription
  const price = items.data.length === 1 ? (items.data[0]?.price.id ?? null) : 'price_several'
  return { id, customer_id: customer, status, price_id: price }
}

/**
 * Fills `subscriptions` with rows that were written a day ago.
 *
 * @param database A database with the application's tables.
 * @param rows The rows.
 */
export async function fillSubscriptions(database: Database, rows: readonly SubscriptionRow[]): Promise<void> {
  await database.query(
    `insert into subscriptions (id, customer_id, status, price_id, updated_at)
     select id, customer_id, status, price_id, now() - interval '1 day'
     from jsonb_to_recordset($1::jsonb) as rows (id text, customer_id text, status text, price_id text)`,
    [JSON.stringify(rows)]
  )
}
