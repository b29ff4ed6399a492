/**
 * Keeps what is stored equal to what Stripe says, whatever gets lost, comes twice, late or in another order. An event only
 * says "look again"; looking asks for everything; looks are ordered by when they began.
 */
import type { StripeEvent, StripeReader, SyncStore } from './ports.js'

/** How much is asked of Stripe. Times are in milliseconds. */
export interface SyncLimits {
  /** Refreshes at a time. */
  atOnce: number
  /** A customer is looked at again after this time, even when nothing was heard. */
  sweepAge: number
  /** Time between two rounds of the sweep. */
  sweepEvery: number
  /** A round looks at so many at least, when there are so many, and at so many at most. */
  sweepSize: { least: number; most: number }
  /** An answer that is older than this will soon not hold any more: then a round looks at as many as it may. */
  urgentAge: number
}

/** Events further back than this Stripe does not list. */
const LISTED = 29 * 24 * 60 * 60 * 1000
/** Events may become visible later than others that are newer. */
const OVERLAP = 10 * 60 * 1000
/** A round reaches a little more than it must, so that a failure here and there is made up for. */
const RESERVE = 1.25
/** Who cannot be looked at, while others can, is tried again after so long; each time it doubles. */
const [FIRST_REST, LONGEST_REST] = [5000, 10 * 60 * 1000]
/** When nobody could be looked at so often in a row, it is not because of them. */
const BARREN = 3

/** What failed, for logs and metrics. */
export type SyncFault = (error: unknown, customer: string) => void

/** What came of some looks. */
export interface Looked {
  done: number
  failed: number
}

/** Keeps up with Stripe. */
export class Sync {
  readonly #store: SyncStore
  readonly #stripe: StripeReader
  readonly #now: () => number
  readonly #limits: SyncLimits
  readonly #fault: SyncFault
  /** Customers who could not be looked at: how often, and until when they rest. */
  readonly #resting = new Map<string, { times: number; until: number }>()

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
   * Looks at everybody for whom it is due. Who cannot be looked at holds up nobody else.
   * @returns How many looks succeeded, and how many failed.
   */
  work(): Promise<Looked> {
    return this.#lookAt((limit, without) => this.#store.pending(limit, without), Infinity)
  }

  /** Whether somebody rests after a look that failed. */
  get rests(): boolean {
    return this.#resting.size > 0
  }

  /** Takes in all events since the last time; when that is too long ago, the sweep looks at everybody besides. */
  async catchUp(): Promise<void> {
    const cursor = await this.#store.cursor()
    const { events, at } = await this.#stripe.eventsSince(cursor === null ? 0 : cursor - OVERLAP)
    for (const event of events) await this.#store.takeEvent(event)
    // A time of Stripe's that lies before the last one: what came in between is not known.
    const isWhole = cursor !== null && at - cursor <= LISTED && cursor - at <= OVERLAP
    if (!isWhole) await this.#store.setDoubted(this.#now())
    await this.#store.setCursor(at)
  }

  /**
   * Looks at those who were not looked at for the longest time: at as many as it takes to reach everybody in time, and at more
   * where answers become so old that they will soon not hold.
   */
  async sweep(): Promise<Looked> {
    const { sweepAge, sweepEvery, sweepSize, urgentAge } = this.#limits
    const now = this.#now()
    const before = Math.max(now - sweepAge, (await this.#store.doubted()) ?? -Infinity)
    const share = Math.ceil((await this.#store.count()) * (sweepEvery / sweepAge) * RESERVE)
    const size = Math.min(Math.max(share, sweepSize.least), sweepSize.most)
    const stale =
      (moment: number) =>
      (limit: number, without: readonly string[]): Promise<string[]> =>
        this.#store.stale(moment, now + OVERLAP, limit, without)
    const looked = await this.#lookAt(stale(before), size)
    if (looked.done < size) return looked
    const more = await this.#lookAt(stale(now - urgentAge), sweepSize.most - looked.done)
    return { done: looked.done + more.done, failed: looked.failed + more.failed }
  }

  async #lookAt(next: (limit: number, without: readonly string[]) => Promise<string[]>, most: number): Promise<Looked> {
    const result: Looked = { done: 0, failed: 0 }
    const failed = new Set<string>()
    for (let barren = 0; barren < BARREN;) {
      const limit = Math.min(this.#limits.atOnce, most - result.done - result.failed)
      const customers = limit <= 0 ? [] : await next(limit, [...new Set([...failed, ...this.#atRest()])])
      if (customers.length === 0) break
      const ends = await Promise.allSettled(customers.map((customer) => this.refresh(customer)))
      for (const [index, end] of ends.entries()) {
        const customer = customers[index] ?? ''
        if (end.status === 'fulfilled') {
          result.done++
          this.#resting.delete(customer)
        } else {
          result.failed++
          failed.add(customer)
          this.#fault(end.reason, customer)
        }
      }
      barren = ends.some(({ status }) => status === 'fulfilled') ? 0 : barren + 1
    }
    // Where nobody could be looked at, it is not because of them: all are tried again at the next time.
    if (result.done > 0) for (const customer of failed) this.#rest(customer)
    else if (result.failed > 0) this.#resting.clear()
    return result
  }

  #rest(customer: string): void {
    const times = (this.#resting.get(customer)?.times ?? 0) + 1
    this.#resting.set(customer, {
      times,
      until: this.#now() + Math.min(FIRST_REST * 2 ** (times - 1), LONGEST_REST)
    })
  }

  #atRest(): string[] {
    const now = this.#now()
    return [...this.#resting].filter(([, { until }]) => until > now).map(([customer]) => customer)
  }
}
