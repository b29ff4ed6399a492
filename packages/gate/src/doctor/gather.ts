/** Reads from Stripe what the doctor compares. */
import type { StripeDoor } from '../stripe/door.js'
import type { Subscribed } from './diagnose.js'

const STATUSES = new Set(['active', 'trialing', 'past_due', 'unpaid', 'paused'])
const PAGE = 100

/** What was read. */
export interface Gathered {
  subscriptions: Subscribed[]
  features: Map<string, string[]>
  active: Map<string, string[]>
}

/**
 * Reads all subscriptions, the features of their products, and what their customers have.
 * @param door Stripe.
 * @returns What was read.
 */
export async function gather(door: StripeDoor): Promise<Gathered> {
  const subscriptions: Subscribed[] = []
  for await (const one of door.client.subscriptions.list({ status: 'all', limit: PAGE })) {
    if (!STATUSES.has(one.status)) continue
    const products = one.items.data.map(({ price }) =>
      typeof price.product === 'string' ? price.product : price.product.id
    )
    const customer = typeof one.customer === 'string' ? one.customer : one.customer.id
    subscriptions.push({ id: one.id, customer, status: one.status, products })
  }
  const features = new Map<string, string[]>()
  for (const product of new Set(subscriptions.flatMap(({ products }) => products))) {
    const keys: string[] = []
    for await (const one of door.client.products.listFeatures(product, { limit: PAGE }))
      keys.push(one.entitlement_feature.lookup_key)
    features.set(product, keys)
  }
  const active = new Map<string, string[]>()
  for (const customer of new Set(subscriptions.map((one) => one.customer))) {
    active.set(customer, [...(await door.answerOf(customer)).features])
  }
  return { subscriptions, features, active }
}
