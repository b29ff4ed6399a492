/** What an answer of Stripe changes. Pure. */
import type { Sale, Stored, StripeAnswer } from './ports.js'

/** What has to be written so that what is stored says what Stripe says. */
export interface Difference {
  opened: string[]
  closed: string[]
  sold: Sale[]
  refunded: string[]
}

/**
 * Compares what is stored with what Stripe says.
 * @param stored What is stored.
 * @param answer What Stripe says.
 * @returns The difference; all lists are empty when there is none.
 */
export function differenceOf(stored: Stored, answer: StripeAnswer): Difference {
  const features = new Set(answer.features)
  const known = new Map(stored.sales.filter(({ kind }) => kind === 'sale').map((sale) => [sale.id, sale]))
  return {
    opened: [...features].filter((feature) => !stored.open.includes(feature)).toSorted(),
    closed: stored.open.filter((feature) => !features.has(feature)).toSorted(),
    sold: answer.sales.filter(({ id, refunded }) => !refunded && !known.has(id)),
    refunded: answer.sales
      .filter(({ id, refunded }) => refunded && known.get(id)?.revoked === false)
      .map(({ id }) => id)
  }
}

/** Whether there is nothing to write. */
export function isSame({ opened, closed, sold, refunded }: Difference): boolean {
  return opened.length + closed.length + sold.length + refunded.length === 0
}
