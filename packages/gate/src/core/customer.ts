/** What a customer has: paid windows as Stripe told them, and grants of our own. All instants are milliseconds. */

/** A stretch of time for which Stripe said that the customer has a feature. */
export interface Window {
  feature: string
  from: number
  /** When it was seen to be gone; null while Stripe says that it is there. */
  until: number | null
}

/** Why we gave a feature ourselves. */
export type GrantKind = 'sale' | 'support' | 'break-glass'

/** A feature that we gave ourselves. */
export interface Grant {
  id: string
  kind: GrantKind
  feature: string
  from: number
  until: number | null
  revokedAt: number | null
}

/** All that is known of a customer. */
export interface Customer {
  id: string
  windows: readonly Window[]
  grants: readonly Grant[]
  /** When the last applied answer of Stripe was asked for; null before the first, and for those who are not in Stripe. */
  answeredAt: number | null
}

/** Ids of Stripe's customers; those that only we know are never asked of Stripe. */
export const IN_STRIPE = 'cus_'

/**
 * Whether Stripe has never answered for one of its customers: what they pay for there is not known.
 * @param customer Who.
 */
export function isUnanswered({ id, answeredAt }: Pick<Customer, 'id' | 'answeredAt'>): boolean {
  return answeredAt === null && id.startsWith(IN_STRIPE)
}

/** How a customer stands to a feature at a moment. */
export type Standing =
  /** Paid or granted now. `until` is when it ends by itself, where that is known. */
  | { kind: 'has'; by: 'stripe' | GrantKind; until: number | null }
  /** Had it once: what was published until then stays theirs. */
  | { kind: 'had'; until: number }
  /**
   * Stripe's last answer is too old to rely on; what was published before it stays theirs. `since` is null where Stripe has
   * never answered and nothing else is known: then nothing is theirs yet.
   */
  | { kind: 'unsure'; since: number | null }
  | { kind: 'never' }

/**
 * Tells how a customer stands to a feature.
 * @param customer Who.
 * @param feature The lookup key.
 * @param now The moment.
 * @param longestAge For how long an answer of Stripe holds when no newer one comes.
 * @returns The best that they have.
 */
export function standingOf(customer: Customer, feature: string, now: number, longestAge: number): Standing {
  const windows = customer.windows.filter((window) => window.feature === feature)
  const grants = customer.grants.filter((grant) => grant.feature === feature && grant.from <= now)
  const answered = customer.answeredAt ?? -Infinity
  const open = windows.some(({ until }) => until === null)
  if (open && now - answered <= longestAge) return { kind: 'has', by: 'stripe', until: null }
  const live = grants
    .filter((grant) => grant.revokedAt === null && (grant.until === null || grant.until > now))
    .toSorted((a, b) => (b.until ?? Infinity) - (a.until ?? Infinity))[0]
  if (live !== undefined) return { kind: 'has', by: live.kind, until: live.until }
  if (open) return { kind: 'unsure', since: customer.answeredAt }
  const ends = [...windows.map(({ until }) => until ?? 0), ...grants.flatMap((grant) => lastingEnd(grant))]
  if (ends.length > 0) return { kind: 'had', until: Math.max(...ends) }
  return isUnanswered(customer) ? { kind: 'unsure', since: null } : { kind: 'never' }
}

/** Only what was paid for leaves something behind. */
function lastingEnd(grant: Grant): number[] {
  return grant.kind === 'sale' && grant.until !== null && grant.revokedAt === null ? [grant.until] : []
}

/**
 * The features that a customer once paid for and no longer has.
 * @param customer Who.
 * @param now The moment.
 * @param longestAge For how long an answer of Stripe holds.
 * @returns Their lookup keys, sorted.
 */
export function lapsedFeatures(customer: Customer, now: number, longestAge: number): string[] {
  const all = new Set([...customer.windows, ...customer.grants].map(({ feature }) => feature))
  return [...all].filter((feature) => standingOf(customer, feature, now, longestAge).kind === 'had').toSorted()
}
