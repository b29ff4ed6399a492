/** Finds who pays and lacks the feature, and who has it and does not pay. Pure. */

/** A subscription, as Stripe has it. */
export interface Subscribed {
  id: string
  customer: string
  status: string
  products: readonly string[]
}

/** Something that a person has to look at. */
export interface Finding {
  kind: 'pays-and-lacks' | 'has-and-does-not-pay' | 'paused-and-has'
  customer: string
  feature: string
  subscription: string | null
  /** What is wrong, and how to fix it. */
  text: string
}

const PAYS = new Set(['active', 'trialing', 'past_due'])

/**
 * Compares what is paid for with what is had.
 * @param subscriptions All subscriptions that are not over.
 * @param features Lookup keys of the features of each product.
 * @param active Lookup keys that Stripe says a customer has, for each customer.
 * @returns What does not fit, by customer.
 */
export function diagnose(
  subscriptions: readonly Subscribed[],
  features: ReadonlyMap<string, readonly string[]>,
  active: ReadonlyMap<string, readonly string[]>
): Finding[] {
  const findings: Finding[] = []
  for (const subscription of subscriptions) {
    const bought = new Set(subscription.products.flatMap((product) => features.get(product) ?? []))
    const has = active.get(subscription.customer) ?? []
    for (const feature of bought) {
      const { id, customer, status } = subscription
      if (PAYS.has(status) && !has.includes(feature)) {
        const text =
          `${customer} pays for "${feature}" by ${id} (${status}) and does not have it: the feature was probably put on the ` +
          'product after the subscription began. Save any small change of the subscription in Stripe (its metadata is enough), or wait for its next invoice.'
        findings.push({ kind: 'pays-and-lacks', customer, feature, subscription: id, text })
      }
      if (status === 'paused' && has.includes(feature)) {
        const text = `${customer} has "${feature}" although ${id} is paused: Stripe leaves it on. Cancel the subscription, or let it be.`
        findings.push({ kind: 'paused-and-has', customer, feature, subscription: id, text })
      }
    }
  }
  for (const [customer, has] of active) {
    const mine = subscriptions.filter(
      (subscription) => subscription.customer === customer && PAYS.has(subscription.status)
    )
    const bought = new Set(mine.flatMap(({ products }) => products.flatMap((product) => features.get(product) ?? [])))
    for (const feature of has) {
      const isPaused = findings.some(
        (one) => one.kind === 'paused-and-has' && one.customer === customer && one.feature === feature
      )
      if (bought.has(feature) || isPaused) continue
      const text = `${customer} has "${feature}" in Stripe, and no subscription that contains it. Look at the customer in Stripe.`
      findings.push({ kind: 'has-and-does-not-pay', customer, feature, subscription: null, text })
    }
  }
  return findings.toSorted((a, b) => (a.customer + a.feature < b.customer + b.feature ? -1 : 1))
}
