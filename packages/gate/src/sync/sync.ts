/**
 * Keeps what is stored equal to what Stripe says, whatever gets lost, comes twice, late or in another order. An event only
 * says "look again"; looking asks for everything; looks are ordered by when they began.
 */
import type { StripeEvent, StripeReader, SyncStore } from './ports.js'

/** How much is asked of Stripe. */
export interface SyncLimits {
  /** Refreshes at a time. */
  atOnce: number
  /** Customers that one round of the sweep looks at. */
  sweepSize: number
  /** A customer is looked at again after this time, even when nothing was heard. */
  sweepAge: number
}

/** Events further back than this Stripe does not list. */
const LISTED = 29 * 24 * 60 * 60 * 1000
/** Events may become visible later than others that are newer. */
const OVERLAP = 10 * 60 * 1000

/** What failed, for logs and metrics. */
export type SyncFault = (what: 'refresh' | 'catch-up' | 'sweep', error: unknown) => void

/** Keeps up with Stripe. */
export class Sync {
  readonly #store: SyncStore
  readonly #stripe: StripeReader
  readonly #now: () => number
  readonly #limits: SyncLimits
  readonly #fault: SyncFault

  constructor(store: SyncStore, stripe: StripeReader, now: () => number, limits: SyncLimits, fault: SyncFault) {
    this.#store = store
    this.#stripe = stripe
    this.#now = now
    this.#limits = limits
    this.#fault = fault
  }

  /**
   * Takes an event in. When this returns, it is stored that the customer has to be looked at.
   * @param event The event.
   * @returns Whether it was new.
   */
  takeEvent(event: StripeEvent): Promise<boolean> {
    return this.#store.takeEvent(event)
  }

  /**
   * Looks at one customer now.
   * @param customer Whom.
   * @throws When Stripe or the store fails; the wish to look stays.
   */
  async refresh(customer: string): Promise<void> {
    const begun = await this.#store.begin(customer)
    const at = this.#now()
    const answer = await this.#stripe.answerOf(customer)
    await this.#store.apply(customer, begun, answer, at)
  }

  /**
   * Looks at everybody for whom it is due.
   * @returns How many looks succeeded, and how many failed.
   */
  async work(): Promise<{ done: number; failed: number }> {
    const result = { done: 0, failed: 0 }
    for (;;) {
      const customers = await this.#store.pending(this.#limits.atOnce)
      if (customers.length === 0 || result.failed > 0) return result
      const ends = await Promise.allSettled(customers.map((customer) => this.refresh(customer)))
      for (const end of ends) {
        if (end.status === 'fulfilled') result.done++
        else {
          result.failed++
          this.#fault('refresh', end.reason)
        }
      }
    }
  }

  /** Takes in all events since the last time; when that is too long ago, everybody who is known is looked at besides. */
  async catchUp(): Promise<void> {
    const began = this.#now()
    const cursor = await this.#store.cursor()
    const isLong = cursor === null || began - cursor > LISTED
    if (isLong) for (const customer of await this.#store.everybody()) await this.#store.want(customer)
    const events = await this.#stripe.eventsSince(isLong ? began - LISTED : cursor - OVERLAP)
    for (const event of events) await this.#store.takeEvent(event)
    await this.#store.setCursor(began)
  }

  /** Asks for a look at those who were not looked at for the longest time. */
  async sweep(): Promise<void> {
    const stale = await this.#store.stale(this.#now() - this.#limits.sweepAge, this.#limits.sweepSize)
    for (const customer of stale) await this.#store.want(customer)
  }
}
