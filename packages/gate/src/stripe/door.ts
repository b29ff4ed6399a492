/** The one door to Stripe: short time-outs, no retries of the library's own, and a breaker, so that an outage costs little. */
import { setTimeout as sleep } from 'node:timers/promises'
import { circuitBreaker, ConsecutiveBreaker, ExponentialBackoff, handleWhen, wrap, bulkhead } from 'cockatiel'
import { Stripe } from 'stripe'
import type { Sale, StripeAnswer, StripeEvent, StripeReader } from '../sync/ports.js'

/** What the door is told. */
export interface DoorOptions {
  apiKey: string
  webhookSecrets: readonly string[]
  livemode: boolean
  /** Another address than Stripe's own, for stand-ins. */
  host: { url: string } | null
  /** Requests a second at most, in place of what Stripe takes. */
  perSecond?: number
}

const TIMEOUT = 10_000
const AT_ONCE = 8
const WAITING = 1000
const FAILURES = 5
const PAGE = 100
/**
 * Requests a second. Stripe takes 100 in live mode and 25 in a sandbox, and 25 of one kind; looking at a customer takes two of
 * different kinds. What is left is the seller's own.
 */
const PER_SECOND = { live: 40, sandbox: 10, standIn: 1000 }
/** A webhook that is older than this is a copy. In seconds. */
const TOLERANCE = 300

/** After any of these a customer is looked at again. */
export const EVENT_TYPES = [
  'entitlements.active_entitlement_summary.updated',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.resumed',
  'customer.deleted',
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'charge.refunded'
] as const

/** Key of a Checkout Session's metadata: the features that a single payment buys, separated by commas. */
const SALE_KEY = 'keys_features'

/** Why a webhook was refused. */
export type WebhookFault = 'signature' | 'livemode' | 'account' | 'unreadable'

/** Reads from Stripe, and checks what comes from it. */
export class StripeDoor implements StripeReader {
  readonly client: Stripe
  readonly #options: DoorOptions
  /** Requests that are made in a second at most. */
  readonly perSecond: number
  #nextAt = 0
  readonly #visitors = bulkhead(2, 20)
  readonly #policy = wrap(
    bulkhead(AT_ONCE, WAITING),
    // What is wrong with one question says nothing about the next.
    circuitBreaker(
      handleWhen((error) => !isAboutTheQuestion(error)),
      {
        breaker: new ConsecutiveBreaker(FAILURES),
        halfOpenAfter: new ExponentialBackoff({ initialDelay: 1000, maxDelay: 60_000 })
      }
    )
  )

  constructor(options: DoorOptions) {
    this.#options = options
    const usual = options.livemode ? PER_SECOND.live : PER_SECOND.sandbox
    this.perSecond = options.perSecond ?? (options.host === null ? usual : PER_SECOND.standIn)
    const url = options.host === null ? null : new URL(options.host.url)
    this.client = new Stripe(options.apiKey, {
      timeout: TIMEOUT,
      maxNetworkRetries: 0,
      telemetry: false,
      ...(url === null
        ? {}
        : { host: url.hostname, port: url.port, protocol: url.protocol === 'http:' ? 'http' : 'https' })
    })
  }

  /**
   * Reads a webhook.
   * @param body Its bytes, as they came.
   * @param signature The header `stripe-signature`.
   * @param now The moment, in milliseconds.
   * @returns The event; null when it concerns no customer; or why it is refused.
   */
  eventOf(body: Buffer, signature: string, now: number): { event: StripeEvent | null } | { fault: WebhookFault } {
    const event = this.#verified(body, signature, now)
    if (event === null) return { fault: 'signature' }
    if (typeof event.id !== 'string' || typeof event.type !== 'string') return { fault: 'unreadable' }
    if (event.livemode !== this.#options.livemode) return { fault: 'livemode' }
    if (isForeign(event)) return { fault: 'account' }
    return { event: eventFor(event) }
  }

  async answerOf(customer: string): Promise<StripeAnswer> {
    const [features, sales] = await Promise.all([this.#features(customer), this.#sales(customer)])
    return { features, sales }
  }

  async eventsSince(since: number): Promise<{ events: StripeEvent[]; at: number }> {
    const events: StripeEvent[] = []
    let after: string | undefined
    let at: number | null = null
    for (;;) {
      const page = await this.#ask(() =>
        this.client.events.list({
          limit: PAGE,
          types: [...EVENT_TYPES],
          ...(since <= 0 ? {} : { created: { gte: Math.floor(since / 1000) } }),
          ...(after === undefined ? {} : { starting_after: after })
        })
      )
      // Of the first page: what happens while the others are read is read the next time.
      at ??= Date.parse(page.lastResponse.headers['date'] ?? '')
      for (const event of page.data) {
        const read = event.livemode === this.#options.livemode && !isForeign(event) ? eventFor(event) : null
        if (read !== null) events.push(read)
      }
      after = page.data.at(-1)?.id
      // The newest come first; what is old is taken in first, so that a crash in the middle loses nothing.
      if (!page.has_more || after === undefined) {
        return { events: events.toReversed(), at: Number.isNaN(at) ? Date.now() : at }
      }
    }
  }

  /**
   * A payment, for who comes from it. Few are asked for at a time, whoever asks: nobody else waits for that.
   * @param id Its number.
   * @returns It, or null when there is none, or too many ask.
   */
  async session(id: string): Promise<Stripe.Checkout.Session | null> {
    return this.#visitors.execute(() => this.client.checkout.sessions.retrieve(id)).catch(() => null)
  }

  async #features(customer: string): Promise<string[]> {
    const features: string[] = []
    let after: string | undefined
    for (;;) {
      const page = await this.#ask(() =>
        this.client.entitlements.activeEntitlements
          .list({ customer, limit: PAGE, ...(after === undefined ? {} : { starting_after: after }) })
          .catch((error: unknown) => {
            // A customer who was deleted has nothing any more: that is an answer.
            if (isGone(error)) return { data: [], has_more: false }
            throw error
          })
      )
      features.push(...page.data.map(({ lookup_key }) => lookup_key))
      after = page.data.at(-1)?.id
      if (!page.has_more || after === undefined) return [...new Set(features)].toSorted()
    }
  }

  async #sales(customer: string): Promise<Sale[]> {
    const sales: Sale[] = []
    let after: string | undefined
    for (;;) {
      const page = await this.#ask(() =>
        this.client.checkout.sessions
          .list({
            customer,
            status: 'complete',
            limit: PAGE,
            expand: ['data.payment_intent.latest_charge'],
            ...(after === undefined ? {} : { starting_after: after })
          })
          .catch((error: unknown) => {
            if (isGone(error)) return { data: [], has_more: false }
            throw error
          })
      )
      sales.push(...page.data.flatMap((session) => salesOf(session)))
      after = page.data.at(-1)?.id
      if (!page.has_more || after === undefined) return sales
    }
  }

  /** Asks, when it is its turn. */
  async #ask<Value>(question: () => Promise<Value>): Promise<Value> {
    return this.#policy.execute(async () => {
      const now = performance.now()
      const turn = Math.max(this.#nextAt, now)
      this.#nextAt = turn + 1000 / this.perSecond
      if (turn > now) await sleep(turn - now)
      return question()
    })
  }

  #verified(body: Buffer, signature: string, now: number): Stripe.Event | null {
    for (const secret of this.#options.webhookSecrets) {
      try {
        return this.client.webhooks.constructEvent(body, signature, secret, TOLERANCE, undefined, now)
      } catch {
        // The next secret: there are two while one is rotated.
      }
    }
    return null
  }
}

function salesOf(session: Stripe.Checkout.Session): Sale[] {
  const features = (session.metadata?.[SALE_KEY] ?? '').split(',').map((feature) => feature.trim())
  if (session.mode !== 'payment' || session.payment_status !== 'paid') return []
  const intent = session.payment_intent
  const charge = intent === null || typeof intent === 'string' ? null : intent.latest_charge
  const refunded = charge !== null && typeof charge === 'object' && charge.refunded
  return [...new Set(features)]
    .filter((feature) => feature !== '')
    .map((feature) => ({ id: `${session.id}:${feature}`, feature, at: session.created * 1000, refunded }))
}

/** Whether an event is of an account that is connected to this one: its customers are not ours. */
function isForeign(event: Stripe.Event): boolean {
  return event.account !== undefined
}

function eventFor(event: Stripe.Event): StripeEvent | null {
  const object = event.data.object as { id?: unknown; object?: unknown; customer?: unknown }
  const customer = object.object === 'customer' ? object.id : object.customer
  const id = typeof customer === 'object' && customer !== null && 'id' in customer ? customer.id : customer
  if (typeof id !== 'string' || !/^cus_\w{1,60}$/.test(id)) return null
  if (!(EVENT_TYPES as readonly string[]).includes(event.type)) return null
  return { id: event.id, type: event.type, createdAt: event.created * 1000, customer: id }
}

/** Stripe answered, and will answer the next question: this one was wrong. A key that is not valid is wrong for all. */
function isAboutTheQuestion(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError
}

function isGone(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    error.code === 'resource_missing' &&
    error.param === 'customer'
  )
}
