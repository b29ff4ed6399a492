/** One writer among all processes: who holds a lease that has to be renewed. The database's clock counts. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from './tables.js'

const NAME = 'writer'
const LASTS = 15
/** How often it is renewed, in milliseconds. */
export const RENEW_EVERY = 5000

/** A lease that is held, or was. */
export class Lease {
  readonly #db: Db
  readonly #id: string = randomUUID()
  #until = -Infinity
  readonly #clock: () => number

  constructor(db: Db, clock: () => number) {
    this.#db = db
    this.#clock = clock
  }

  /** Whether it is held for certain: who could not renew it in time stops, before another may begin. */
  get isHeld(): boolean {
    return this.#clock() < this.#until
  }

  /** Holds it: who had no time to renew it takes it again, where nobody else has it. */
  async hold(): Promise<boolean> {
    return this.isHeld || this.take()
  }

  /** Takes or renews it. False: another process holds it. */
  async take(): Promise<boolean> {
    const began = this.#clock()
    const value = sql<string>`${`${this.#id}|`} || (extract(epoch from now()) + ${LASTS})::text`
    const rows = await this.#db
      .insertInto('settings')
      .values({ name: NAME, value })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ value })
          .where(
            sql<boolean>`split_part(settings.value, '|', 1) = ${this.#id} or split_part(settings.value, '|', 2)::double precision < extract(epoch from now())`
          )
      )
      .returning('name')
      .execute()
    this.#until = rows.length === 0 ? -Infinity : began + LASTS * 1000
    return rows.length > 0
  }

  /** Gives it back, so that the next process need not wait. */
  async release(): Promise<void> {
    this.#until = -Infinity
    await this.#db.deleteFrom('settings').where('name', '=', NAME).where('value', 'like', `${this.#id}|%`).execute()
  }
}
