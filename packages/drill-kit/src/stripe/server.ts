// A local stand-in for Stripe: keeps events and subscriptions, signs with the official SDK, delivers, answers the API.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Stripe } from 'stripe'
import { pause, readBody, sendJson, startHttp } from '../http.js'
import type { Scope } from '@keys/drill'
import { answerApi, type ApiState } from './api.js'
import { apiError, type ApiAnswer } from './list.js'
import { apiVersion, type StoredEvent, type StripeEvent } from './objects.js'

/**
 * How the API behaves:
 * - `ok`
 * - `unauthorized`: 401 for every key. `rate-limited`: 429 with Retry-After 1. `error`: 500.
 * - `other-account`: the key is of another account or mode; every object is unknown (404 resource_missing).
 * - `slow`: answers after 1 second. `blackhole`: never answers. `reset`: closes the connection. `not-json`: a web page.
 */
export type StripeMode =
  | 'ok'
  | 'unauthorized'
  | 'rate-limited'
  | 'error'
  | 'other-account'
  | 'slow'
  | 'blackhole'
  | 'reset'
  | 'not-json'

/** New events. */
export type EmitOptions = {
  count?: number
  type?: string
  /** Age of the oldest, in seconds. One hour unless given; the others follow, within a minute. */
  ageSeconds?: number
  /** False leaves them pending, as when nothing was tried yet. */
  deliver?: boolean
  /** The object that the nth event is about, counted from all events so far; a subscription unless given. */
  object?: (n: number) => Record<string, unknown>
}

/** A running stand-in. */
export type StripeStandIn = Omit<ApiState, 'resend'> & {
  /** Base address of the API, without a slash at its end and without the version. */
  readonly apiBase: string
  readonly apiKey: string
  /** Signing secret of the endpoint, as Stripe reveals it. */
  signingSecret: string
  /** What stands in `livemode` of everything that is answered. */
  livemode: boolean
  /** Answers for single requests, by `METHOD /path`, that come before everything else. */
  readonly answers: Map<string, ApiAnswer>
  /** Called before each request of the API is answered, for what changes while somebody walks a list. */
  onRequest: ((path: string, query: URLSearchParams) => unknown) | undefined
  /** Requests that the API has received. */
  readonly requests: { method: string; path: string }[]
  /**
   * Changes how the API behaves.
   *
   * @param mode The behavior.
   * @param times For so many requests, then it is well again; for good unless given.
   */
  setMode(mode: StripeMode, times?: number): void
  /** Creates events and, where the endpoint is enabled, delivers each once. */
  emit(options?: EmitOptions): Promise<StoredEvent[]>
  /** One round of Stripe's own retries: what is pending is delivered again, oldest first. */
  retryPending(): Promise<void>
}

/** Settings of a stand-in. */
export type StripeOptions = {
  /** Address of the webhook endpoint. It can be set later, by `endpoint.url`. */
  endpointUrl?: string
  signingSecret?: string
  livemode?: boolean
  /** Milliseconds that a delivery may take. */
  deliveryTimeoutMs?: number
}

const sdk = new Stripe('sk_test_drill_not_a_real_key')

/**
 * Starts the stand-in.
 *
 * @param scope Ends it when closed.
 * @param options Settings; all have a default.
 * @returns Its handle, without events and subscriptions.
 */
export async function startStripe(scope: Scope, options: StripeOptions = {}): Promise<StripeStandIn> {
  const livemode = options.livemode ?? false
  let mode: StripeMode = 'ok'
  let left = Infinity
  const apiKey = livemode ? 'rk_live_drill_not_a_real_key' : 'rk_test_drill_not_a_real_key'
  const server = await startHttp(scope, (request, response) => serve(request, response))
  const deliverOne = (stored: StoredEvent) => deliver(stripe, stored, options.deliveryTimeoutMs ?? 3000, scope.signal)
  const stripe: StripeStandIn = {
    apiBase: server.url,
    apiKey,
    signingSecret: options.signingSecret ?? 'whsec_drill_right_secret',
    livemode,
    endpoint: {
      id: 'we_drill',
      object: 'webhook_endpoint',
      url: options.endpointUrl ?? 'http://127.0.0.1:9/not-set',
      status: 'enabled',
      livemode,
      api_version: apiVersion,
      enabled_events: ['customer.subscription.updated', 'invoice.paid']
    },
    events: new Map(),
    subscriptions: new Map(),
    hiddenFromList: new Set(),
    answers: new Map(),
    onRequest: undefined,
    requests: [],
    setMode(next, times = Infinity) {
      mode = next
      left = times
    },
    emit: (emitted = {}) => emit(stripe, emitted, deliverOne),
    retryPending: () => eachOf(pendingOf(stripe), deliverOne)
  }

  function takeMode() {
    if (left <= 0) mode = 'ok'
    left--
    return mode
  }

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', server.url)
    const method = request.method ?? 'GET'
    const form = new URLSearchParams((await readBody(request)).toString())
    stripe.requests.push({ method, path })
    await stripe.onRequest?.(path, query)
    const now = takeMode()
    if (now === 'blackhole') return
    if (now === 'reset') return void request.socket.resetAndDestroy()
    if (now === 'not-json')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>hello</html>')
    if (now === 'slow') await pause(1000, scope.signal)
    if (now === 'rate-limited') response.setHeader('retry-after', '1')
    const authorized = request.headers.authorization === `Bearer ${apiKey}`
    const resend = (stored: StoredEvent) => void deliverOne(stored)
    const answer =
      stripe.answers.get(`${method} ${path}`) ??
      refusal(authorized ? now : 'unauthorized', path) ??
      answerApi({ ...stripe, resend }, { method, path, query, form })
    sendJson(response, answer.status, withMode(answer.body, stripe.livemode))
  }
  return stripe
}

function refusal(mode: StripeMode, path: string): ApiAnswer | undefined {
  if (mode === 'unauthorized') return apiError(401, { message: 'Invalid API Key provided' })
  if (mode === 'rate-limited') return apiError(429, { message: 'Request rate limit exceeded', code: 'rate_limit' })
  if (mode === 'error') return apiError(500, { message: 'An unknown error occurred', type: 'api_error' })
  if (mode === 'other-account' && path.split('/').length > 3) {
    return apiError(404, { message: 'No such object', code: 'resource_missing' })
  }
  return undefined
}

function withMode(body: unknown, livemode: boolean) {
  const one = typeof body === 'object' && body !== null && 'livemode' in body
  return one ? { ...body, livemode } : body
}

async function emit(stripe: StripeStandIn, options: EmitOptions, deliverOne: (stored: StoredEvent) => Promise<void>) {
  const oldest = Math.floor(Date.now() / 1000) - (options.ageSeconds ?? 3600)
  const created = Array.from({ length: options.count ?? 1 }, (_, index): StoredEvent => {
    const n = stripe.events.size + index
    const event: StripeEvent = {
      id: `evt_${String(n).padStart(5, '0')}`,
      object: 'event',
      type: options.type ?? 'customer.subscription.updated',
      created: oldest + (index % 60),
      livemode: stripe.livemode,
      api_version: apiVersion,
      data: { object: options.object?.(n) ?? defaultObject(n) }
    }
    return { event, state: stripe.endpoint.status === 'enabled' ? 'pending' : 'skipped', attempts: [] }
  })
  for (const stored of created) stripe.events.set(stored.event.id, stored)
  if (options.deliver !== false) {
    await eachOf(
      created.filter(({ state }) => state === 'pending'),
      deliverOne
    )
  }
  return created
}

function defaultObject(n: number) {
  const items = { object: 'list', data: [{ id: `si_${n}`, price: { id: `price_${n % 3}` } }] }
  return { id: `sub_${n}`, object: 'subscription', customer: `cus_${n}`, status: 'active', items }
}

const pendingOf = (stripe: StripeStandIn) =>
  [...stripe.events.values()]
    .filter(({ state }) => state === 'pending')
    .sort((a, b) => a.event.created - b.event.created)

// Eight at a time: an endpoint that does not answer would otherwise make a drill wait for each.
async function eachOf(stored: StoredEvent[], deliverOne: (stored: StoredEvent) => Promise<void>) {
  const queue = stored.values()
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const one of queue) await deliverOne(one)
    })
  )
}

async function deliver(stripe: StripeStandIn, stored: StoredEvent, timeoutMs: number, signal: AbortSignal) {
  // Indented as Stripe sends it, and signed again at each try, or its time would be outside the tolerance.
  const payload = JSON.stringify(stored.event, null, 2)
  const header = sdk.webhooks.generateTestHeaderString({ payload, secret: stripe.signingSecret })
  let status = 0
  try {
    const answer = await fetch(stripe.endpoint.url, {
      method: 'POST',
      body: payload,
      redirect: 'manual',
      headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': header },
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), signal])
    })
    status = answer.status
    await answer.body?.cancel()
  } catch {
    // Nothing answered: status 0 stands for every reason.
  }
  stored.attempts.push(status)
  if (status >= 200 && status < 300) stored.state = 'delivered'
}
