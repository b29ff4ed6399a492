// The webhook endpoint for Stripe: the signature over the raw body, a ledger with a unique id, one transaction, and 2xx
// only after the commit. Each fault is a mistake that such handlers are really shipped with.
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { Pool, PoolClient } from 'pg'
import { Stripe } from 'stripe'
import { createFaults, type Faults } from '../faults.js'
import { isRecord, pause, readBody } from '../http.js'
import { createPool, type Database } from '../postgres/database.js'
import type { App } from './app.js'
import { appLogin } from './tables.js'

/**
 * Mistakes of the handler:
 * - `re-serializes-body`: checks a body that was parsed and written again.
 * - `parses-body-first`: hands the parsed body to the check.
 * - `skips-signature-check`: takes what nobody signed.
 * - `acknowledges-before-commit`: answers first; the platform freezes it before the work is done.
 * - `answers-200-always`: catches everything and answers 200.
 * - `hides-errors`: answers 400 without a reason, and logs nothing.
 * - `crashes-on-bad-signature`: lets the check's error go through to the platform, which answers 500.
 * - `waits-for-third-party`: first calls something that refuses connections, again and again, without a limit.
 * - `clock-fast`: the clock of its host is 15 minutes fast.
 * - `naive-handler`: neither looks whether the event was processed nor whether it is older than what it knows.
 * - `refuses-unknown-types`: answers 400 to types that it does not handle, as a widely copied template does.
 * - `needs-api-version`: its SDK refuses events of another API version than it was built for.
 * - `throws-in-business-code`: a field that real events no longer have makes it throw.
 * - `needs-async-crypto`: the runtime has no crypto that answers at once.
 * - `slow-business-code`: works on real events for longer than Stripe waits.
 * - `route-moved`: the route has another path in this release.
 */
export type WebhookFault =
  | 're-serializes-body'
  | 'parses-body-first'
  | 'skips-signature-check'
  | 'acknowledges-before-commit'
  | 'answers-200-always'
  | 'hides-errors'
  | 'crashes-on-bad-signature'
  | 'waits-for-third-party'
  | 'clock-fast'
  | 'naive-handler'
  | 'refuses-unknown-types'
  | 'needs-api-version'
  | 'throws-in-business-code'
  | 'needs-async-crypto'
  | 'slow-business-code'
  | 'route-moved'

/** The running feature. */
export type Webhook = Faults<WebhookFault> & {
  /** Address of the endpoint. Put a fault proxy before the application to have another one. */
  readonly url: string
  readonly path: string
  /** The signing secret that the handler has; setting it is what a rolled-out secret does. */
  signingSecret: string | undefined
}

const clockErrorMs = 15 * 60 * 1000

/**
 * Adds the endpoint to the application.
 *
 * @param app The application.
 * @param options The database with the application's tables, and the signing secret.
 * @returns The feature's handle.
 */
export function addWebhook(app: App, options: { database: Database; signingSecret: string | undefined }): Webhook {
  const path = '/webhook'
  const pool = createPool(options.database.url(appLogin), 'app')
  app.scope.defer(() => pool.end())
  const faults = createFaults<WebhookFault>()
  const webhook: Webhook = { ...faults, url: `${app.url}${path}`, path, signingSecret: options.signingSecret }
  const route = (moved: boolean) => async (request: IncomingMessage, response: ServerResponse) => {
    if (faults.has('route-moved') !== moved) return response.writeHead(404).end('no such page')
    if (faults.has('clock-fast')) response.setHeader('date', new Date(Date.now() + clockErrorMs).toUTCString())
    return handle(app, webhook, pool, request, response)
  }
  app.route(path, route(false))
  app.route(`${path}-v2`, route(true))
  return webhook
}

async function handle(app: App, webhook: Webhook, pool: Pool, request: IncomingMessage, response: ServerResponse) {
  const body = await readBody(request)
  if (webhook.has('waits-for-third-party')) await callThirdParty(app)
  let event: Stripe.Event
  try {
    event = verify(webhook, body, request.headers['stripe-signature'])
  } catch (error) {
    if (webhook.has('answers-200-always')) return response.end('{}')
    if (webhook.has('hides-errors')) return response.writeHead(400).end('bad request')
    app.logError(error)
    const status = webhook.has('crashes-on-bad-signature') ? 500 : 400
    return response.writeHead(status).end(`Webhook Error: ${error instanceof Error ? error.message : 'unknown'}`)
  }
  const refusal = refusalOf(webhook, event)
  if (refusal !== null) {
    app.logError(new Error(refusal.text))
    return response.writeHead(refusal.status).end(refusal.text)
  }
  if (webhook.has('slow-business-code') && known.includes(event.type)) {
    await pause(6000, app.scope.signal)
    // The platform has ended the function by then.
    return response.writeHead(504).end()
  }
  if (webhook.has('acknowledges-before-commit')) return acknowledgeFirst(app, webhook, pool, event, response)
  try {
    await processEvent(pool, event, webhook.has('naive-handler'))
    return response.writeHead(200, { 'content-type': 'application/json' }).end('{"received":true}')
  } catch (error) {
    if (webhook.has('answers-200-always')) return response.end('{}')
    app.logError(error)
    return response.writeHead(500).end('internal error')
  }
}

const stripe = new Stripe('sk_test_drill_not_a_real_key')

function verify(webhook: Webhook, body: Buffer, header: string | string[] | undefined): Stripe.Event {
  if (webhook.has('skips-signature-check')) return JSON.parse(body.toString())
  if (webhook.has('needs-async-crypto')) {
    throw new Error('SubtleCryptoProvider cannot be used in a synchronous context.')
  }
  let payload: string | Buffer = body
  if (webhook.has('re-serializes-body')) payload = JSON.stringify(JSON.parse(body.toString()))
  // The types forbid this one; in plain JavaScript nothing does.
  if (webhook.has('parses-body-first')) payload = JSON.parse(body.toString())
  const now = webhook.has('clock-fast') ? Date.now() + clockErrorMs : undefined
  return stripe.webhooks.constructEvent(payload, header ?? '', webhook.signingSecret ?? '', 300, undefined, now)
}

const known = ['customer.subscription.updated', 'invoice.paid']

/** Why the handler does not take an event whose signature is right; null when it does. */
function refusalOf(webhook: Webhook, { type, api_version: version }: Stripe.Event): ApiRefusal | null {
  if (webhook.has('needs-api-version')) {
    return { status: 500, text: `Received event with API version ${version}, but this SDK expects 2019-01-01` }
  }
  if (webhook.has('throws-in-business-code') && known.includes(type)) {
    return { status: 500, text: 'RangeError: Invalid time value' }
  }
  if (webhook.has('refuses-unknown-types') && !known.includes(type)) {
    return { status: 400, text: `Unsupported event type: ${type}` }
  }
  return null
}

type ApiRefusal = { status: number; text: string }

async function callThirdParty(app: App) {
  while (!app.scope.signal.aborted) {
    try {
      // Port 9 of this machine, discard, is closed: a connection is refused at once.
      return await once(connect(9, '127.0.0.1'), 'connect')
    } catch (error) {
      app.logError(error)
      await pause(500, app.scope.signal)
    }
  }
}

function acknowledgeFirst(app: App, webhook: Webhook, pool: Pool, event: Stripe.Event, response: ServerResponse) {
  const later = setTimeout(() => {
    processEvent(pool, event, webhook.has('naive-handler')).catch((error: unknown) => app.logError(error))
  }, 50)
  // A serverless platform freezes the instance once the answer is out: the timer never fires.
  response.on('finish', () => clearTimeout(later))
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"received":true}')
}

async function processEvent(pool: Pool, event: Stripe.Event, naive: boolean) {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<{ processed_at: Date | null }>(
      `insert into stripe_events (id, type, created) values ($1, $2, to_timestamp($3))
       on conflict (id) do update set received_at = now() returning processed_at`,
      [event.id, event.type, event.created]
    )
    if (naive || !rows[0]?.processed_at) {
      if (event.type === 'customer.subscription.updated') await storeSubscription(client, event, naive)
      await client.query('update stripe_events set processed_at = now() where id = $1', [event.id])
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

async function storeSubscription(client: PoolClient, event: Stripe.Event, naive: boolean) {
  const { id, customer, status, price } = subscriptionOf(event.data.object)
  // The fence: an older event that comes late does not overwrite what a newer one has said.
  const fence = naive
    ? ''
    : 'where subscriptions.event_created is null or excluded.event_created > subscriptions.event_created'
  await client.query(
    `insert into subscriptions (id, customer_id, status, price_id, event_created, effects)
     values ($1, $2, $3, $4, to_timestamp($5), 1)
     on conflict (id) do update set status = excluded.status, price_id = excluded.price_id, updated_at = now(),
       event_created = excluded.event_created, effects = subscriptions.effects + 1 ${fence}`,
    [id, customer, status, price, event.created]
  )
}

function subscriptionOf(object: object) {
  const value: Record<string, unknown> = { ...object }
  const items = isRecord(value['items']) ? value['items']['data'] : undefined
  if (!Array.isArray(items)) throw new TypeError("Cannot read properties of undefined (reading 'data')")
  const first: unknown = items[0]
  const price = isRecord(first) && isRecord(first['price']) ? first['price']['id'] : null
  return { id: value['id'], customer: value['customer'], status: value['status'], price }
}
