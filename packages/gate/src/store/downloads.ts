/** What was given to whom. Kept a moment, then written: a request never waits for it. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
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
      // One parameter for all of them: thousands of values cost more to write down than to insert.
      const values = rows.map(({ at, ...row }) => ({ id: randomUUID(), at: new Date(at).toISOString(), ...row }))
      await sql`
        insert into downloads (id, at, customer, token, name, version, why)
        select id, at, customer, token, name, version, why
        from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
          as row (id text, at timestamptz, customer text, token text, name text, version text, why text)
      `.execute(this.#db)
    } catch (error) {
      this.#waiting = [...rows, ...this.#waiting].slice(0, MOST_WAITING)
      throw error
    }
  }

  /**
   * The receipts of a customer.
   * @param customer Whose.
   * @param token Only by this token; null: by all of theirs.
   * @param limit At most so many, the newest first.
   */
  async of(customer: string, token: string | null, limit: number): Promise<Download[]> {
    const rows = await this.#db
      .selectFrom('downloads')
      .selectAll()
      .where('customer', '=', customer)
      .$if(token !== null, (query) => query.where('token', '=', token))
      .orderBy('at', 'desc')
      .limit(limit)
      .execute()
    return rows.map(({ at, ...row }) => ({
      at: at.getTime(),
      customer,
      token: row.token,
      name: row.name,
      version: row.version,
      why: row.why
    }))
  }
}
