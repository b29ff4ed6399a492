import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createScope } from '@keys/drill'
import {
  addWebhook,
  createAppTables,
  startApp,
  startFaultProxy,
  startPostgres,
  startStripe,
  type Postgres,
  type WebhookFault
} from '../src/index.js'
import { openScope } from './helpers.js'

const shared = createScope()
let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres(shared)
})
afterAll(() => shared.close())

async function world() {
  const scope = openScope()
  const database = await postgres.createDatabase('webhook', { scope })
  await createAppTables(database)
  const app = await startApp(scope)
  const proxy = await startFaultProxy(scope, app)
  const stripe = await startStripe(scope, { endpointUrl: `${proxy.url}/webhook` })
  const webhook = addWebhook(app, { database, signingSecret: stripe.signingSecret })
  const counts = async () => ({
    rows: await database.count('select count(*) from stripe_events'),
    processed: await database.count('select count(*) from stripe_events where processed_at is not null'),
    effects: await database.count('select coalesce(sum(effects), 0) from subscriptions')
  })
  return { scope, database, app, proxy, stripe, webhook, counts, log: () => readFileSync(app.logFile, 'utf8') }
}

test('events are stored, processed and answered with 2xx', async () => {
  const { stripe, counts, log } = await world()
  const events = await stripe.emit({ count: 12 })
  expect(events.map(({ attempts }) => attempts)).toEqual(events.map(() => [200]))
  expect(await counts()).toEqual({ rows: 12, processed: 12, effects: 12 })
  expect(log()).toBe('')
})

const faults: [WebhookFault, number, { rows: number; processed: number; effects: number }, RegExp][] = [
  ['re-serializes-body', 400, none(), /StripeSignatureVerificationError.* No signatures found matching/],
  ['parses-body-first', 400, none(), /Webhook payload must be provided as a string or a Buffer/],
  ['clock-fast', 400, none(), /Timestamp outside the tolerance zone/],
  ['route-moved', 404, none(), /^$/],
  ['acknowledges-before-commit', 200, none(), /^$/],
  ['waits-for-third-party', 0, none(), /ECONNREFUSED/],
  ['skips-signature-check', 200, { rows: 1, processed: 1, effects: 1 }, /^$/]
]

test.each(faults)('%s: answers %i', async (fault, status, found, message) => {
  const { stripe, webhook, counts, log } = await world()
  webhook.fault(fault)
  const [stored] = await stripe.emit()
  expect(stored?.attempts).toEqual([status])
  expect(await counts()).toEqual(found)
  expect(log()).toMatch(message)
  webhook.fix()
  if (stored) stored.state = 'pending'
  await stripe.retryPending()
  expect(await counts()).toEqual({ rows: 1, processed: 1, effects: 1 })
})

const secrets: [WebhookFault[], string | undefined, number, RegExp][] = [
  [[], 'whsec_old', 400, /No signatures found matching/],
  [[], undefined, 400, /No webhook secret value was provided/],
  [['hides-errors'], 'whsec_old', 400, /^$/],
  [['crashes-on-bad-signature'], 'whsec_old', 500, /No signatures found matching/],
  [['answers-200-always'], 'whsec_old', 200, /^$/]
]

test.each(secrets)('%o with the secret %s: answers %i', async (names, secret, status, message) => {
  const { stripe, webhook, counts, log } = await world()
  webhook.fault(...names)
  webhook.signingSecret = secret
  const [stored] = await stripe.emit()
  expect([stored?.attempts, await counts()]).toEqual([[status], none()])
  expect(log()).toMatch(message)
})

test('a proxy that drops the header makes the check fail', async () => {
  const { stripe, proxy, log } = await world()
  await proxy.set({ mode: 'drop-header', header: 'stripe-signature' })
  const [stored] = await stripe.emit()
  expect(stored?.attempts).toEqual([400])
  expect(log()).toContain('No stripe-signature header value was provided')
})

test('a table that no longer fits is an error with its SQLSTATE, and so is a right that was taken', async () => {
  const { stripe, database, counts, log } = await world()
  await database.query('alter table subscriptions rename column status to state')
  const [first] = await stripe.emit()
  await database.query('alter table subscriptions rename column state to status')
  await database.query('revoke insert on subscriptions from app_web')
  const [second] = await stripe.emit()
  expect([first?.attempts, second?.attempts]).toEqual([[500], [500]])
  expect(log()).toMatch(/42703.*\n.*42501 permission denied for table subscriptions/)
  expect(await counts()).toEqual(none())
})

test('a poisonous event fails and the others do not', async () => {
  const { stripe, counts } = await world()
  const [poison] = await stripe.emit({ object: () => ({ id: 'sub_poison', customer: 'cus_1', status: 'active' }) })
  await stripe.emit({ count: 3 })
  expect(poison?.attempts).toEqual([500])
  expect(await counts()).toEqual({ rows: 3, processed: 3, effects: 3 })
})

test('repeated and late events have no effect, and with the naive handler they do', async () => {
  const { stripe, webhook, database } = await world()
  const object = (status: string) => () => ({
    id: 'sub_one',
    customer: 'cus_one',
    status,
    items: { data: [{ price: { id: 'price_0' } }] }
  })
  const events = [
    ...(await stripe.emit({ ageSeconds: 900, object: object('past_due'), deliver: false })),
    ...(await stripe.emit({ ageSeconds: 3600, object: object('active'), deliver: false }))
  ]
  const again = async () => {
    for (const stored of events) {
      stored.state = 'pending'
      await stripe.retryPending()
    }
    return database.query('select status, effects from subscriptions')
  }
  // Newest first: the other is delivered once the newest is known.
  const [newest, oldest] = events
  if (oldest) oldest.state = 'delivered'
  await stripe.retryPending()
  expect(newest?.state).toBe('delivered')
  expect(await again()).toEqual([{ status: 'past_due', effects: 1 }])
  webhook.fault('naive-handler')
  expect(await again()).toEqual([{ status: 'active', effects: 3 }])
})

function none() {
  return { rows: 0, processed: 0, effects: 0 }
}
