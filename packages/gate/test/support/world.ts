import type { Begun, Sale, StripeAnswer, StripeEvent, StripeReader, SyncStore } from '../../src/sync/ports.ts'
import { differenceOf, isSame } from '../../src/sync/difference.ts'

/** The process ended here: nothing after it happens. */
export class Killed extends Error {}

/** Decides before and after each step whether the process ends, or the step fails. */
export type Chance = () => 'goes' | 'killed-before' | 'killed-after' | 'fails'

interface Row {
  wanted: number
  done: number
  applied: number
  answeredAt: number
  features: Set<string>
  sales: Map<string, { feature: string; revoked: boolean }>
}

/** Stripe, and what is stored, in memory. What is stored outlives the process. */
export class World {
  readonly truth = new Map<string, { features: Set<string>; sales: Map<string, Sale> }>()
  readonly events: StripeEvent[] = []
  readonly rows = new Map<string, Row>()
  readonly taken = new Set<string>()
  starts = 0
  cursor: number | null = null
  doubted: number | null = null
  time = 1_000_000

  /** Something happens at Stripe; the event of it may come or not. */
  happen(customer: string, features: readonly string[], sales: readonly Sale[]): StripeEvent {
    this.truth.set(customer, { features: new Set(features), sales: new Map(sales.map((sale) => [sale.id, sale])) })
    const event = { id: `evt_${this.events.length}`, type: 'updated', createdAt: this.time, customer }
    this.events.push(event)
    return event
  }

  /** Somebody who was looked at before. */
  known(customer: string, answeredAt: number): void {
    this.#row(customer).answeredAt = answeredAt
  }

  stripe(chance: Chance, delay: () => Promise<void>): StripeReader {
    return {
      answerOf: async (customer) => {
        await delay()
        if (chance() === 'fails') throw new Error('Stripe is away.')
        const { features = new Set<string>(), sales = new Map<string, Sale>() } = this.truth.get(customer) ?? {}
        const answer = { features: [...features], sales: [...sales.values()] }
        await delay()
        return answer
      },
      eventsSince: async (since) => {
        if (chance() === 'fails') throw new Error('Stripe is away.')
        await delay()
        return { events: this.events.filter(({ createdAt }) => createdAt >= since), at: this.time }
      }
    }
  }

  store(chance: Chance, delay: () => Promise<void>): SyncStore {
    const write = async <Value>(step: () => Value): Promise<Value> => {
      await delay()
      const end = chance()
      if (end === 'killed-before') throw new Killed()
      if (end === 'fails') throw new Error('The database is away.')
      const value = step()
      if (end === 'killed-after') throw new Killed()
      return value
    }
    const read = async <Value>(step: () => Value): Promise<Value> => {
      await delay()
      return step()
    }
    return {
      takeEvent: (event) => write(() => this.#take(event)),
      want: (customer) => write(() => void this.#row(customer).wanted++),
      pending: (limit, without) => read(() => this.#names(without, (row) => row.wanted > row.done).slice(0, limit)),
      stale: (before, now, limit, without) =>
        read(() =>
          this.#names(
            without,
            (row) => row.wanted === row.done && (row.answeredAt < before || row.answeredAt > now)
          ).slice(0, limit)
        ),
      count: () => read(() => this.rows.size),
      begin: (customer) => write(() => ({ start: ++this.starts, wanted: this.#row(customer).wanted })),
      apply: (customer, begun, answer, at) => write(() => this.#apply(customer, begun, answer, at)),
      cursor: () => read(() => this.cursor),
      setCursor: (at) => write(() => void (this.cursor = at)),
      doubted: () => read(() => this.doubted),
      setDoubted: (before) => write(() => void (this.doubted = before))
    }
  }

  #take(event: StripeEvent): boolean {
    if (this.taken.has(event.id)) return false
    this.taken.add(event.id)
    this.#row(event.customer).wanted++
    return true
  }

  #apply(customer: string, begun: Begun, answer: StripeAnswer, at: number): 'applied' | 'overtaken' {
    const row = this.#row(customer)
    const stored = [...row.sales].map(([id, { revoked }]) => ({ id, revoked, kind: 'sale' as const }))
    const difference = differenceOf({ open: [...row.features], sales: stored }, answer)
    if (row.applied > begun.start) {
      if (!isSame(difference)) row.wanted++
      return 'overtaken'
    }
    for (const feature of difference.closed) row.features.delete(feature)
    for (const feature of difference.opened) row.features.add(feature)
    for (const { id, feature } of difference.sold) row.sales.set(id, { feature, revoked: false })
    for (const id of difference.refunded)
      row.sales.set(id, { feature: row.sales.get(id)?.feature ?? '', revoked: true })
    Object.assign(row, { applied: begun.start, answeredAt: at, done: Math.max(row.done, begun.wanted) })
    return 'applied'
  }

  #row(customer: string): Row {
    const row = this.rows.get(customer) ?? {
      wanted: 0,
      done: 0,
      applied: 0,
      answeredAt: -Infinity,
      features: new Set(),
      sales: new Map()
    }
    this.rows.set(customer, row)
    return row
  }

  #names(without: readonly string[], test: (row: Row) => boolean): string[] {
    return [...this.rows]
      .filter(([name, row]) => !without.includes(name) && test(row))
      .toSorted(([, a], [, b]) => a.answeredAt - b.answeredAt)
      .map(([name]) => name)
  }
}
