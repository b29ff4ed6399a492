/** What was given to whom. Kept a moment, then written: a request never waits for it. */
import { randomUUID } from 'node:crypto'
import type { Db } from './tables.js'

/** A tarball that was given. */
export interface Download {
  at: number
  customer: string
  token: string
  name: string
  version: string
  /** Why it was theirs. */
  why: string
}

const MOST_WAITING = 10_000

/** Keeps downloads. */
export class Downloads {
  readonly #db: Db
  #waiting: Download[] = []

  constructor(db: Db) {
    this.#db = db
  }

  add(download: Download): void {
    if (this.#waiting.length < MOST_WAITING) this.#waiting.push(download)
  }

  /** Writes what waits. What cannot be written waits on. */
  async flush(): Promise<void> {
    const rows = this.#waiting
    if (rows.length === 0) return
    this.#waiting = []
    try {
      const values = rows.map(({ at, ...row }) => ({ id: randomUUID(), at: new Date(at), ...row }))
      await this.#db.insertInto('downloads').values(values).execute()
    } catch (error) {
      this.#waiting = [...rows, ...this.#waiting].slice(0, MOST_WAITING)
      throw error
    }
  }

  /**
   * The receipts of a customer.
   * @param customer Whose.
   * @param limit At most so many, the newest first.
   */
  async of(customer: string, limit: number): Promise<Download[]> {
    const rows = await this.#db
      .selectFrom('downloads')
      .selectAll()
      .where('customer', '=', customer)
      .orderBy('at', 'desc')
      .limit(limit)
      .execute()
    return rows.map(({ at, token, name, version, why }) => ({ at: at.getTime(), customer, token, name, version, why }))
  }
}
