// The objects of the stand-in, in the shapes that Stripe documents, with no field that nothing reads.

/** A webhook endpoint. */
export type WebhookEndpoint = {
  id: string
  object: 'webhook_endpoint'
  url: string
  status: 'enabled' | 'disabled'
  livemode: boolean
  api_version: string
  enabled_events: string[]
}

/** A subscription with one price, or with several. */
export type Subscription = {
  id: string
  object: 'subscription'
  customer: string
  status: SubscriptionStatus
  created: number
  livemode: boolean
  metadata: Record<string, string>
  items: { object: 'list'; data: { id: string; price: { id: string } }[] }
}

/** The states of a subscription at Stripe. */
export type SubscriptionStatus =
  | 'active'
  | 'canceled'
  | 'incomplete'
  | 'incomplete_expired'
  | 'past_due'
  | 'paused'
  | 'trialing'
  | 'unpaid'

/** A snapshot event of API v1. */
export type StripeEvent = {
  id: string
  object: 'event'
  type: string
  /** Seconds since 1970. */
  created: number
  livemode: boolean
  api_version: string
  data: { object: Record<string, unknown> }
}

/** An event and what became of its delivery. */
export type StoredEvent = {
  event: StripeEvent
  /**
   * `pending`: not delivered yet, Stripe goes on trying. `delivered`: the endpoint answered 2xx once. `skipped`: created
   * while the endpoint was disabled; Stripe never sends it by itself.
   */
  state: 'pending' | 'delivered' | 'skipped'
  /** The HTTP status of each try; 0 when nothing answered in time. */
  attempts: number[]
}

/** The API version of everything here. */
export const apiVersion = '2026-10-28.endive'

/**
 * Makes a subscription.
 *
 * @param n Gives it its id, its customer and its price.
 * @param changes Fields that are to be otherwise.
 * @returns The subscription.
 */
export function makeSubscription(n: number, changes: Partial<Subscription> = {}): Subscription {
  return {
    id: `sub_${String(n).padStart(4, '0')}`,
    object: 'subscription',
    customer: `cus_${n}`,
    status: 'active',
    created: 1_700_000_000 + n * 60,
    livemode: false,
    metadata: { name: 'A person who stands in no evidence' },
    items: { object: 'list', data: [{ id: `si_${n}`, price: { id: `price_${n % 3}` } }] },
    ...changes
  }
}

/**
 * Makes subscriptions in every state that lasts, one in twenty of them canceled, and one with two prices.
 *
 * @param count How many.
 * @param livemode Whether they are of live mode.
 * @returns The subscriptions, oldest first.
 */
export function makeSubscriptions(count = 237, livemode = false): Subscription[] {
  const states = ['active', 'active', 'active', 'trialing', 'past_due', 'unpaid', 'paused', 'incomplete'] as const
  return Array.from({ length: count }, (_, n) => {
    const status = n % 20 === 7 ? 'canceled' : (states[n % states.length] ?? 'active')
    const subscription = makeSubscription(n, { status, livemode })
    if (n === 50) subscription.items.data.push({ id: 'si_second', price: { id: 'price_second' } })
    return subscription
  })
}
