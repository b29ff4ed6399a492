/** A small stand-in for Stripe, on loopback: entitlements, events, checkout sessions, webhooks. For trying out, and for tests. */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Stripe } from 'stripe'

/** How it misbehaves. */
export interface StandInFault {
  /** Answer with this status. */
  status?: number
  /** Wait so long before any answer, in milliseconds. */
  delay?: number
}

/** A subscription, as the doctor sees it. */
export interface StandInSubscription {
  id: string
  customer: string
  status: string
  product: string
}

/** What it is told at the start. */
export interface StandInOptions {
  webhookSecret: string
  /** Where webhooks go; none are sent while it is null. */
  webhookUrl: string | null
}

/** The stand-in. */
export class StripeStandIn {
  readonly entitlements = new Map<string, Set<string>>()
  readonly sessions: {
    id: string
    customer: string
    features: string
    refunded: boolean
    created: number
    /** What the link to buy carried. */
    reference?: string
  }[] = []
  readonly subscriptions: StandInSubscription[] = []
  /** Features of products. */
  readonly products = new Map<string, string[]>()
  /** Where it was told to send events, and which. */
  readonly webhookEndpoints: { url: string; enabled_events: readonly string[] }[] = []
  readonly events: Record<string, unknown>[] = []
  fault: StandInFault | null = null
  /** Customers of whom it says that the question is wrong. */
  readonly refused = new Set<string>()
  /** How often it was asked, by path. */
  readonly asked = new Map<string, number>()
  webhookUrl: string | null
  readonly #secret: string
  readonly #server = createServer((request, response) => void this.#answer(request, response))

  constructor(options: StandInOptions) {
    this.#secret = options.webhookSecret
    this.webhookUrl = options.webhookUrl
  }

  /** Listens on loopback. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  /** Sets what a customer pays for, and tells it as Stripe does. */
  async set(customer: string, features: readonly string[]): Promise<void> {
    this.entitlements.set(customer, new Set(features))
    await this.tell('entitlements.active_entitlement_summary.updated', {
      object: 'entitlements.active_entitlement_summary',
      customer,
      livemode: false,
      // Ten at most, as Stripe does: who trusts it loses the rest.
      entitlements: {
        object: 'list',
        has_more: features.length > 10,
        data: features.slice(0, 10).map((key) => entitlement(key))
      }
    })
  }

  /** Keeps an event and sends it, signed. */
  async tell(type: string, object: Record<string, unknown>): Promise<void> {
    const event = {
      id: `evt_${randomUUID().replaceAll('-', '')}`,
      object: 'event',
      type,
      created: Math.floor(Date.now() / 1000),
      livemode: false,
      data: { object }
    }
    this.events.unshift(event)
    await this.deliver(event)
  }

  /** Sends an event. */
  async deliver(event: Record<string, unknown>): Promise<number> {
    if (this.webhookUrl === null) return 0
    const body = JSON.stringify(event)
    const response = await fetch(this.webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'stripe-signature': this.signatureOf(body) },
      body
    }).catch(() => null)
    return response?.status ?? 0
  }

  /** The header that Stripe sends with a body. */
  signatureOf(payload: string, timestamp: number = Math.floor(Date.now() / 1000)): string {
    return new Stripe('sk_test_standin').webhooks.generateTestHeaderString({ payload, secret: this.#secret, timestamp })
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stripe')
    this.asked.set(url.pathname, (this.asked.get(url.pathname) ?? 0) + 1)
    const { fault } = this
    if (fault?.delay !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.delay))
    const isRefused = this.refused.has(url.searchParams.get('customer') ?? '')
    const body = fault?.status === undefined && !isRefused ? this.#find(url) : null
    const status = fault?.status ?? (isRefused ? 400 : body === null ? 404 : 200)
    const type = status < 500 && status !== 429 ? 'invalid_request_error' : 'api_error'
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body ?? { error: { type, message: 'The stand-in says no.' } }))
  }

  #find(url: URL): object | null {
    const query = url.searchParams
    const customer = query.get('customer') ?? ''
    switch (url.pathname) {
      case '/v1/entitlements/active_entitlements':
        return paged(
          [...(this.entitlements.get(customer) ?? [])].toSorted().map((key) => entitlement(key)),
          query
        )
      case '/v1/checkout/sessions':
        return paged(
          this.sessions.filter((session) => session.customer === customer).map((session) => sessionObject(session)),
          query
        )
      case '/v1/events': {
        const since = Number(query.get('created[gte]') ?? 0)
        return paged(
          this.events.filter(({ created }) => Number(created) >= since),
          query
        )
      }
      case '/v1/webhook_endpoints':
        return paged(
          this.webhookEndpoints.map((endpoint, index) => ({
            id: `we_${index}`,
            object: 'webhook_endpoint',
            ...endpoint
          })),
          query
        )
      case '/v1/subscriptions':
        return paged(
          this.subscriptions.map((subscription) => subscriptionObject(subscription)),
          query
        )
    }
    const sought = /^\/v1\/checkout\/sessions\/(cs_\w+)$/.exec(url.pathname)?.[1]
    const session = this.sessions.find(({ id }) => id === sought)
    if (session !== undefined) return sessionObject(session)
    const product = /^\/v1\/products\/(\w+)\/features$/.exec(url.pathname)?.[1]
    if (product === undefined) return null
    return paged(
      (this.products.get(product) ?? []).map((key) => ({
        id: `pf_${key}`,
        entitlement_feature: { id: `feat_${key}`, lookup_key: key }
      })),
      query
    )
  }
}

function paged(all: readonly object[], query: URLSearchParams): object {
  const limit = Number(query.get('limit') ?? 10)
  const after = query.get('starting_after')
  const start = after === null ? 0 : all.findIndex((one) => 'id' in one && one.id === after) + 1
  return { object: 'list', data: all.slice(start, start + limit), has_more: all.length > start + limit, url: '/' }
}

/** As the types of Stripe's own library say; the compiler holds it to them. */
function entitlement(key: string): Stripe.Entitlements.ActiveEntitlement {
  return {
    id: `ent_${key}`,
    object: 'entitlements.active_entitlement',
    feature: `feat_${key}`,
    lookup_key: key,
    livemode: false
  }
}

function sessionObject(session: StripeStandIn['sessions'][number]): object {
  return {
    id: session.id,
    object: 'checkout.session',
    mode: 'payment',
    payment_status: 'paid',
    status: 'complete',
    customer: session.customer,
    created: session.created,
    livemode: false,
    client_reference_id: session.reference ?? null,
    metadata: { keys_features: session.features },
    payment_intent: { id: `pi_${session.id}`, latest_charge: { id: `ch_${session.id}`, refunded: session.refunded } }
  }
}

function subscriptionObject({ id, customer, status, product }: StandInSubscription): object {
  return {
    id,
    object: 'subscription',
    customer,
    status,
    items: { object: 'list', has_more: false, data: [{ id: `si_${id}`, price: { id: 'price', product } }] }
  }
}
