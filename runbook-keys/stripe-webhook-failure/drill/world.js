// @ts-check
// The system that is broken and fixed: Stripe's own SDK on both ends, a handler as it is shipped, a real ledger, and a
// proxy in front of the handler that does what networks and gateways do.
import { join } from 'node:path'
import { addWebhook, createAppTables, startApp, startFaultProxy, startPostgres, startStripe } from '@keys/drill-kit'

/** @typedef {import('@keys/drill').Scope} Scope */
/** @typedef {Awaited<ReturnType<typeof startServices>>} Services */
/** @typedef {Awaited<ReturnType<typeof buildWorld>>} StripeWorld */
/** @typedef {import('@keys/drill').Scenario<StripeWorld>} StripeScenario */

/** @param {Scope} scope */
export async function startServices(scope) {
  return { postgres: await startPostgres(scope) }
}

/** @param {{ services: Services, scope: Scope }} given */
export async function buildWorld({ services: { postgres }, scope }) {
  const database = await postgres.createDatabase('stripe', { scope })
  await createAppTables(database)
  const stripe = await startStripe(scope)
  const app = await startApp(scope)
  const proxy = await startFaultProxy(scope, app)
  const webhook = addWebhook(app, { database, signingSecret: stripe.signingSecret })
  const url = proxy.url + webhook.path
  stripe.endpoint.url = url
  const evidence = join(await scope.folder('evidence'), 'incident')
  return {
    database,
    stripe,
    app,
    proxy,
    webhook,
    evidence,
    environment: {
      DATABASE_URL: database.url(),
      EVIDENCE_DIR: evidence,
      HANDLER_LOG: app.logFile,
      INCIDENT_START: hoursAgo(2),
      STRIPE_API_BASE: stripe.apiBase,
      STRIPE_SECRET_KEY: stripe.apiKey,
      STRIPE_WEBHOOK_SECRET: stripe.signingSecret,
      WEBHOOK_ENDPOINT_ID: stripe.endpoint.id,
      WEBHOOK_URL: url
    }
  }
}

/**
 * A time as INCIDENT_START wants it.
 * @param {number} hours
 */
export function hoursAgo(hours) {
  return new Date(Date.now() - hours * 3600 * 1000).toISOString().replace(/\.\d+Z$/, 'Z')
}

/**
 * The handler has another signing secret than Stripe, and two events are refused.
 * @param {StripeWorld} world
 */
export async function oldSecret({ webhook, stripe }) {
  webhook.signingSecret = 'whsec_drill_old_secret'
  await stripe.emit({ count: 2 })
}

/** A new real event comes after the repair, and Stripe delivers it. @param {StripeWorld} world */
export async function newEvent({ stripe }) {
  await stripe.emit({ ageSeconds: 150 })
}

/** The handler makes a mistake, and so many real events come. @param {import('@keys/drill-kit').WebhookFault} fault */
export const failsWith = (fault, count = 3) => async (/** @type {StripeWorld} */ { webhook, stripe }) => {
  webhook.fault(fault)
  await stripe.emit({ count })
}

/** A release without the mistake is deployed. @param {StripeWorld} world */
export const goodRelease = ({ webhook }) => webhook.fix()

/** @param {StripeWorld} world */
export function rightSecret({ webhook, stripe }) {
  webhook.signingSecret = stripe.signingSecret
}

/**
 * The ledger is a view, as the text advises where the columns have other names.
 * @param {StripeWorld} world
 */
export async function ledgerAsView({ database }) {
  await database.query(`alter table stripe_events rename to received;
    create view stripe_events as select * from received;
    create view billing_events as select id as event_id, processed_at as handled_at from received;
    grant select, insert, update on stripe_events to app_web`)
  return { inputs: { LEDGER_TABLE: 'billing_events', LEDGER_ID: 'event_id', LEDGER_DONE: 'handled_at' } }
}

/**
 * More events at Stripe than the text lets anybody resend. They come in one page, to spare the walk over a hundred.
 * @param {StripeWorld} world
 */
export function manyEvents({ stripe }) {
  const created = Math.floor(Date.now() / 1000) - 3600
  const data = Array.from({ length: 10_001 }, (_, n) => ({ id: `evt_many_${n}`, type: 'invoice.paid', created }))
  stripe.answers.set('GET /v1/events', { status: 200, body: { object: 'list', data, has_more: false } })
}

/**
 * A firewall refuses Stripe and nobody else. It is a day of many events of types that the endpoint does not subscribe to.
 * @param {StripeWorld} world
 */
export async function onlyStripeIsBlocked({ stripe }) {
  const path = `/v1/webhook_endpoints/${stripe.endpoint.id}`
  const answer = await fetch(stripe.apiBase + path, { headers: { authorization: `Bearer ${stripe.apiKey}` } })
  stripe.answers.set(`GET ${path}`, { status: 200, body: await answer.json() })
  const [sample] = await stripe.emit()
  if (!sample) throw new Error('no event was made')
  for (let n = 0; n < 25_000; n++) {
    const id = `evt_other_${n}`
    stripe.events.set(id, { ...sample, event: { ...sample.event, id, type: 'charge.updated' } })
  }
  // Nothing listens there, as behind a firewall that refuses.
  stripe.endpoint.url = 'http://127.0.0.1:9/'
  await stripe.emit({ count: 2 })
}

/**
 * Every event at Stripe is in the ledger once and had its effect once.
 * @param {StripeWorld} world
 */
export async function onceEach({ database, stripe }) {
  const ids = [...stripe.events.keys()]
  const processed = await database.count(
    'select count(*) from stripe_events where processed_at is not null and id = any($1)',
    [ids]
  )
  if (processed !== ids.length) throw new Error(`${processed} of ${ids.length} events are processed`)
  const doubled = await database.count('select count(*) from subscriptions where effects <> 1')
  if (doubled > 0) throw new Error(`${doubled} subscriptions had their effect more than once`)
}

/** Who refuses the events, seen from outside. */
export const CHECKS = ['Check 1', 'Check 2', 'Check 3']
/** The handler is up, refuses unsigned events, and the log is read. */
export const READ = [...CHECKS, 'Step 1', 'Step 3', 'Step 4']
/** From a fixed cause to the list of what is missing. */
export const COMPARE = ['Step 5', 'Step 6', 'Step 7']
export const VERIFY = ['Verify 1', 'Verify 2', 'Verify 3']
/** What is missing is resent, and everything is proved. */
export const RESEND = ['Action 6', 'Action 7', ...VERIFY]
