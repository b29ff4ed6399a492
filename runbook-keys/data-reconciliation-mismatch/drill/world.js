// @ts-check
// A table of subscriptions that agrees with Stripe, the role that repairs it, and what happens to either.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createAppTables, fillSubscriptions, makeSubscriptions, startPostgres, startStripe, subscriptionRow } from '@keys/drill-kit'

/** @typedef {Awaited<ReturnType<typeof startServices>>} Services */
/** @typedef {Awaited<ReturnType<typeof buildWorld>>} Recon */

// One page of Stripe's list.
const COUNT = 60
/** The login that repairs: it has the rights that the text asks for, and no others. */
export const ROLE = 'subscription_repair'
/** The subscription that somebody has seen in the Dashboard. */
export const KNOWN_GOOD = 'sub_0053'

/**
 * Starts the server, with a database to copy.
 * @param {import('@keys/drill').Scope} scope Ends it.
 */
export async function startServices(scope) {
  const postgres = await startPostgres(scope)
  const template = await postgres.createDatabase('agreeing')
  await createAppTables(template)
  // The rows of a former billing system stand in the same table, and Stripe knows nothing of them.
  const former = { id: 'former_1', customer_id: 'none', status: 'archived', price_id: null }
  await fillSubscriptions(template, [...makeSubscriptions(COUNT).map(subscriptionRow), former])
  await template.query(`create role ${ROLE} login; grant select, insert, update, delete on subscriptions to ${ROLE};`)
  return { postgres, template }
}

/**
 * Builds a world in which both sides agree.
 * @param {{ services: Services, scope: import('@keys/drill').Scope }} given
 */
export async function buildWorld({ services: { postgres, template }, scope }) {
  const database = await postgres.createDatabase('recon', { template, scope })
  // Rights on a database are not copied with it.
  await postgres.admin.query(`grant create on database "${database.name}" to ${ROLE}`)
  const stripe = await startStripe(scope, { livemode: true })
  for (const subscription of makeSubscriptions(COUNT, true)) stripe.subscriptions.set(subscription.id, subscription)
  const evidence = join(await scope.folder('evidence'), 'incident')
  return {
    postgres,
    database,
    stripe,
    /** Path of a file of the evidence. @param {string} name */
    evidence: (name) => join(evidence, name),
    environment: {
      DATABASE_URL: database.url(ROLE),
      EVIDENCE_DIR: evidence,
      KNOWN_GOOD_SUBSCRIPTION: KNOWN_GOOD,
      STRIPE_API_BASE: stripe.apiBase,
      STRIPE_SECRET_KEY: stripe.apiKey
    }
  }
}

/**
 * Runs SQL as the superuser.
 * @param {string} text
 * @returns {(world: Recon) => Promise<void>} The action.
 */
export function sql(text) {
  return async ({ database }) => {
    await database.query(text)
  }
}

/**
 * Makes Stripe behave otherwise.
 * @param {import('@keys/drill-kit').StripeMode} mode
 * @param {number} [times] For so many requests; for good unless given.
 * @returns {(world: Recon) => void} The action.
 */
export function stripeIs(mode, times) {
  return ({ stripe }) => stripe.setMode(mode, times)
}

/**
 * The database takes no connection any more.
 * @param {Recon} world
 */
export async function closeDatabase({ postgres, database }) {
  await postgres.admin.query(`alter database "${database.name}" allow_connections false`)
}

/** So many rows break when events are lost: two are missing, two have an old status, one an old price. */
export const LOST = 5

/**
 * Events are lost on their way into the table.
 * @param {Recon} world
 */
export async function loseEvents({ database }) {
  await database.query(`
    delete from subscriptions where id in ('sub_0001', 'sub_0002');
    update subscriptions set status = 'past_due' where id = 'sub_0003';
    update subscriptions set price_id = 'price_old' where id = 'sub_0008';
    update subscriptions set status = 'canceled' where id = 'sub_0010';`)
}

/**
 * The column has a type of its own, as in many templates.
 * @param {Recon} world
 */
export async function statusIsEnum({ database }) {
  await database.query(`
    create type subscription_status as enum ('incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due',
      'canceled', 'unpaid', 'paused', 'archived');
    alter table subscriptions alter status drop default,
      alter status type subscription_status using status::subscription_status;`)
}

/**
 * Makes a row that Stripe does not know.
 * @param {Recon} world
 */
export function orphan({ stripe }) {
  stripe.subscriptions.delete('sub_0020')
}

/**
 * The webhook handler writes a row, to what Stripe says now.
 * @param {Recon} world
 * @param {string} id
 * @param {import('@keys/drill-kit').SubscriptionStatus} status
 */
export async function writeLive({ database, stripe }, id, status) {
  const subscription = stripe.subscriptions.get(id)
  if (!subscription) throw new Error(`${id} is not at Stripe`)
  subscription.status = status
  const row = subscriptionRow(subscription)
  await database.query(
    `insert into subscriptions (id, customer_id, status, price_id, updated_at) values ($1, $2, $3, $4, now())
     on conflict (id) do update set status = excluded.status, price_id = excluded.price_id, updated_at = now()`,
    [row.id, row.customer_id, row.status, row.price_id]
  )
}

/**
 * Eleven minutes pass between two comparisons.
 * @param {Recon} world
 */
export async function letTimePass({ database }) {
  await database.query(`update runbook_recon.run set t0 = t0 - interval '11 minutes'`)
}

/**
 * Somebody compared eleven minutes before, with the same result. It saves a walk the first comparison.
 * @param {Recon} world
 */
export async function comparedBefore({ database }) {
  await database.query(`
    with newest as (select * from runbook_recon.run order by t0 desc limit 1), earlier as (
      insert into runbook_recon.run (t0, compared)
      select t0 - interval '11 minutes', compared from newest on conflict do nothing returning run
    )
    insert into runbook_recon.diff select earlier.run, d.id, d.kind, d.stripe_customer, d.stripe_status, d.stripe_price,
      d.stripe_created, d.local_customer, d.local_status, d.local_price, d.local_updated_at
    from runbook_recon.diff d join newest using (run), earlier;`)
}

/**
 * Says which rows differ from Stripe, and how.
 * @param {Recon} world
 * @returns {Promise<string[]>} One line for each.
 */
export async function differences({ database, stripe }) {
  const rows = await database.query(`select id, customer_id, status, price_id from subscriptions where id like 'sub_%'`)
  const here = new Map(rows.map((row) => [String(row.id), JSON.stringify(row)]))
  const there = new Map([...stripe.subscriptions.values()].map((one) => [one.id, JSON.stringify(subscriptionRow(one))]))
  return [...new Set([...here.keys(), ...there.keys()])]
    .filter((id) => here.get(id) !== there.get(id))
    .map((id) => `${id}: ${here.get(id) ?? 'missing'} here, ${there.get(id) ?? 'unknown'} at Stripe`)
}

/**
 * Holds that some rows differ and no others.
 * @param {Recon} world
 * @param {readonly string[]} ids
 */
export async function onlyDiffer(world, ids) {
  const found = await differences(world)
  const other = found.map((line) => line.slice(0, line.indexOf(':'))).sort()
  if (other.join() !== [...ids].sort().join())
    throw new Error(`These differ, and ${ids.join(', ')} should:\n${found.join('\n')}`)
}

/**
 * Holds that what is none of Stripe's was left alone, and that nobody's name went into the evidence.
 * @param {Recon} world
 */
export async function leftOthersAlone({ database, evidence }) {
  const former = await database.count(
    `select count(*) from subscriptions where id = 'former_1' and status = 'archived' and updated_at < now() - interval '1 hour'`
  )
  if (former !== 1) throw new Error('the row of the former billing system was touched')
  if ((await readFile(evidence('stripe.jsonl'), 'utf8')).includes('A person'))
    throw new Error('a name is in the evidence')
}

/**
 * Notes a number of repaired rows where the runbook looks for it.
 * @param {Recon} world
 * @param {number} count
 */
export async function noteRepaired({ evidence }, count) {
  await writeFile(evidence('repaired.txt'), `${count}\n`)
}
