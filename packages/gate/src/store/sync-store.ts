/** What Stripe said of customers, in the database. */
import { IN_STRIPE } from '../core/customer.js'
import { differenceOf, isSame } from '../sync/difference.js'
import type { Begun, Stored, StripeAnswer, StripeEvent, SyncStore } from '../sync/ports.js'
import { audit } from './audit.js'
import { announce } from './changes.js'
import { ensureCustomer, takeEventIn, wantIn } from './customers.js'
import type { Db, Tx } from './tables.js'

const CURSOR = 'stripe-events-since'
const DOUBTED = 'stripe-doubted-before'

/** Keeps what Stripe says, in the database. */
export class SqlSyncStore implements SyncStore {
  readonly #db: Db
  readonly #now: () => number

  constructor(db: Db, now: () => number) {
    this.#db = db
    this.#now = now
  }

  takeEvent(event: StripeEvent): Promise<boolean> {
    return this.#db.transaction().execute((tx) => takeEventIn(tx, event, new Date(this.#now())))
  }

  async want(customer: string): Promise<void> {
    await wantIn(this.#db, customer)
  }

  async pending(limit: number, without: readonly string[]): Promise<string[]> {
    const rows = await this.#inStripe(without)
      .whereRef('wanted', '>', 'done')
      // Customers that were never looked at wait for what they bought just now.
      .orderBy('answered_at', (order) => order.asc().nullsFirst())
      .limit(limit)
      .execute()
    return rows.map(({ id }) => id)
  }

  async stale(before: number, now: number, limit: number, without: readonly string[]): Promise<string[]> {
    const rows = await this.#inStripe(without)
      .whereRef('wanted', '=', 'done')
      .where((eb) =>
        eb.or([
          eb('answered_at', 'is', null),
          eb('answered_at', '<', new Date(before)),
          eb('answered_at', '>', new Date(now))
        ])
      )
      .orderBy('answered_at', (order) => order.asc().nullsFirst())
      .limit(limit)
      .execute()
    return rows.map(({ id }) => id)
  }

  async count(): Promise<number> {
    const row = await this.#inStripe([])
      .clearSelect()
      .select((eb) => eb.fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    return Number(row.count)
  }

  begin(customer: string): Promise<Begun> {
    return this.#db.transaction().execute(async (tx) => {
      await ensureCustomer(tx, customer, new Date(this.#now()))
      const row = await tx.selectFrom('customers').select('wanted').where('id', '=', customer).executeTakeFirstOrThrow()
      const { starts } = await tx
        .updateTable('generation')
        .set((eb) => ({ starts: eb('starts', '+', 1) }))
        .returning('starts')
        .executeTakeFirstOrThrow()
      return { start: starts, wanted: row.wanted }
    })
  }

  apply(customer: string, begun: Begun, answer: StripeAnswer, at: number): Promise<'applied' | 'overtaken'> {
    return this.#db.transaction().execute(async (tx) => {
      const row = await tx
        .selectFrom('customers')
        .select(['applied', 'done'])
        .where('id', '=', customer)
        .forUpdate()
        .executeTakeFirstOrThrow()
      const difference = differenceOf(await storedOf(tx, customer), answer)
      if (row.applied > begun.start) {
        // Which of both is right is not known: look once more.
        if (!isSame(difference)) await wantIn(tx, customer)
        return 'overtaken'
      }
      const now = new Date(at)
      for (const feature of difference.closed) {
        await tx
          .updateTable('windows')
          .set({ ended_at: now })
          .where('customer', '=', customer)
          .where('feature', '=', feature)
          .where('ended_at', 'is', null)
          .execute()
      }
      for (const feature of difference.opened) {
        await tx.insertInto('windows').values({ customer, feature, started_at: now, ended_at: null }).execute()
      }
      for (const sale of difference.sold) {
        await tx
          .insertInto('grants')
          .values({
            ...NO_GRANT,
            id: sale.id,
            customer,
            kind: 'sale',
            feature: sale.feature,
            starts_at: new Date(sale.at),
            created_at: now
          })
          .execute()
      }
      for (const id of difference.refunded) {
        await tx.updateTable('grants').set({ revoked_at: now }).where('id', '=', id).execute()
      }
      await tx
        .updateTable('customers')
        .set({ applied: begun.start, answered_at: now, done: Math.max(row.done, begun.wanted) })
        .where('id', '=', customer)
        .execute()
      if (!isSame(difference)) {
        const detail = {
          opened: difference.opened.join(' '),
          closed: difference.closed.join(' '),
          sold: difference.sold.map(({ feature }) => feature).join(' '),
          refunded: difference.refunded.length
        }
        await audit(tx, { actor: 'stripe', action: 'entitlements', subject: customer, detail }, now)
      }
      // Also when nothing changed: how old the answer is, is remembered too.
      await announce(tx, 'customer', customer, now)
      return 'applied'
    })
  }

  cursor(): Promise<number | null> {
    return this.#number(CURSOR)
  }

  setCursor(at: number): Promise<void> {
    return this.#setNumber(CURSOR, at)
  }

  doubted(): Promise<number | null> {
    return this.#number(DOUBTED)
  }

  setDoubted(before: number): Promise<void> {
    return this.#setNumber(DOUBTED, before)
  }

  async #number(name: string): Promise<number | null> {
    const row = await this.#db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst()
    return row === undefined ? null : Number(row.value)
  }

  async #setNumber(name: string, number: number): Promise<void> {
    const value = String(number)
    await this.#db
      .insertInto('settings')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute()
  }

  #inStripe(without: readonly string[]) {
    return this.#db
      .selectFrom('customers')
      .select('id')
      .where('id', 'like', `${IN_STRIPE}%`)
      .$if(without.length > 0, (query) => query.where('id', 'not in', without))
  }
}

const NO_GRANT = { ends_at: null, note: null, revoked_at: null }

async function storedOf(tx: Tx, customer: string): Promise<Stored> {
  const open = await tx
    .selectFrom('windows')
    .select('feature')
    .where('customer', '=', customer)
    .where('ended_at', 'is', null)
    .execute()
  const sales = await tx
    .selectFrom('grants')
    .select(['id', 'kind', 'revoked_at'])
    .where('customer', '=', customer)
    .execute()
  return {
    open: open.map(({ feature }) => feature),
    sales: sales.map(({ id, kind, revoked_at }) => ({ id, kind, revoked: revoked_at !== null }))
  }
}
