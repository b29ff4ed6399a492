/** Sign-ins by the browser, and codes that stand for a customer for a quarter of an hour. */
import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto'
import { audit } from './audit.js'
import { ensureCustomer, takeEventIn } from './customers.js'
import type { Db, Tx } from './tables.js'
import type { Tokens } from './tokens.js'

/** A sign-in that waits for the browser. */
export interface PendingLogin {
  id: string
  host: string
  expiresAt: number
}

/** Who somebody showed to be, by a code or a token. */
export interface SignedIn {
  customer: string
  /** The token that is to be replaced by what is made. */
  replaces: string | null
  /** When what is made has to end. */
  endsBy: number | null
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const LASTS = 15 * MINUTE
const TOKEN_LASTS = 365 * DAY
/** For how long a token goes on that was replaced by signing in, or by `npm token create`. */
export const OVERLAP: number = DAY
// Without letters and digits that look alike.
const CODE_DIGITS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'
const CODE_LENGTH = 12
const CODE = 'code'

/** A sign-in that is over, found in the middle of a transaction. */
class Over extends Error {}

/** Keeps sign-ins. */
export class Logins {
  readonly #db: Db
  readonly #tokens: Tokens
  readonly #now: () => number

  constructor(db: Db, tokens: Tokens, now: () => number) {
    this.#db = db
    this.#tokens = tokens
    this.#now = now
  }

  /**
   * Begins a sign-in.
   * @param host What the client calls its machine.
   * @returns Its public id for the page, and the secret that the client asks with.
   */
  async begin(host: string): Promise<{ id: string; secret: string }> {
    const id = randomUUID()
    const secret = randomBytes(32).toString('base64url')
    await this.#insert(this.#db, id, hash(secret), host, null)
    return { id, secret }
  }

  async find(id: string): Promise<PendingLogin | null> {
    const row = await this.#db
      .selectFrom('logins')
      .select(['id', 'host', 'expires_at'])
      .where('id', '=', id)
      .where('customer', 'is', null)
      .where('expires_at', '>', new Date(this.#now()))
      .executeTakeFirst()
    return row === undefined ? null : { id: row.id, host: row.host, expiresAt: row.expires_at.getTime() }
  }

  /** Says for whom a sign-in is. Once. */
  approve(id: string, who: SignedIn): Promise<boolean> {
    return this.#db.transaction().execute((tx) => this.#approveIn(tx, id, who))
  }

  /**
   * Says by a code for whom a sign-in is. The code is spent when the sign-in is approved, and only then.
   * @param id The sign-in.
   * @param text What somebody typed.
   */
  async approveByCode(id: string, text: string): Promise<'approved' | 'no-code' | 'over'> {
    try {
      return await this.#db.transaction().execute(async (tx) => {
        const customer = await this.#takeCodeIn(tx, text)
        if (customer === null) return 'no-code'
        if (await this.#approveIn(tx, id, { customer, replaces: null, endsBy: null })) return 'approved'
        throw new Over()
      })
    } catch (error) {
      if (error instanceof Over) return 'over'
      throw error
    }
  }

  async #approveIn(tx: Tx, id: string, { customer, replaces, endsBy }: SignedIn): Promise<boolean> {
    const now = new Date(this.#now())
    await ensureCustomer(tx, customer, now)
    const rows = await tx
      .updateTable('logins')
      .set({ customer, replaces, ends_by: endsBy === null ? null : new Date(endsBy) })
      .where('id', '=', id)
      .where('customer', 'is', null)
      .where('expires_at', '>', now)
      .returning('id')
      .execute()
    if (rows.length === 0) return false
    await audit(tx, { actor: customer, action: 'sign-in-approved', subject: id }, now)
    return true
  }

  /**
   * What the client that waits is told. The token is made when it is asked for, and given once.
   * @param secret What the client asks with.
   */
  async poll(secret: string): Promise<{ state: 'waiting' | 'gone' } | { state: 'done'; token: string }> {
    const now = new Date(this.#now())
    return this.#db.transaction().execute(async (tx) => {
      const row = await tx
        .selectFrom('logins')
        .selectAll()
        .where('poll_hash', '=', hash(secret))
        .where('host', '!=', CODE)
        .forUpdate()
        .executeTakeFirst()
      if (row === undefined || row.taken_at !== null || row.expires_at <= now) return { state: 'gone' }
      if (row.customer === null) return { state: 'waiting' }
      await tx.updateTable('logins').set({ taken_at: now }).where('id', '=', row.id).execute()
      const wanted = {
        customer: row.customer,
        name: `signed in on ${row.host}`,
        scope: 'read' as const,
        packs: null,
        networks: null,
        manages: true,
        expiresAt: Math.min(now.getTime() + TOKEN_LASTS, row.ends_by?.getTime() ?? Infinity),
        renews: row.ends_by === null
      }
      const { text } =
        row.replaces === null
          ? await this.#tokens.createIn(tx, wanted, row.customer)
          : await this.#tokens.replaceIn(tx, row.replaces, wanted, OVERLAP, row.customer)
      return { state: 'done', token: text }
    })
  }

  /** Makes a code that signs a customer in once. */
  code(customer: string): Promise<string> {
    return this.#codeIn(this.#db, customer)
  }

  /**
   * Makes a code for who comes from paying: once for each payment, and together with the look at what they bought.
   * @param session The payment.
   * @param customer Who paid.
   * @returns The code; null when there was one.
   */
  codeFor(session: string, customer: string): Promise<string | null> {
    const at = this.#now()
    const event = { id: `welcome:${session}`, type: 'welcome', createdAt: at, customer }
    return this.#db
      .transaction()
      .execute(async (tx) => ((await takeEventIn(tx, event, new Date(at))) ? this.#codeIn(tx, customer) : null))
  }

  async #codeIn(db: Db | Tx, customer: string): Promise<string> {
    const text = Array.from({ length: CODE_LENGTH }, () => CODE_DIGITS[randomInt(CODE_DIGITS.length)]).join('')
    await this.#insert(db, randomUUID(), hash(text), CODE, customer)
    return text.replace(/(.{4})(?=.)/g, '$1-')
  }

  /** Takes a code; null when it is none, or was taken. */
  async #takeCodeIn(tx: Tx, text: string): Promise<string | null> {
    const now = new Date(this.#now())
    const rows = await tx
      .updateTable('logins')
      .set({ taken_at: now })
      .where('poll_hash', '=', hash(text.toUpperCase().replace(/[^A-Z0-9]/g, '')))
      .where('host', '=', CODE)
      .where('taken_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('customer')
      .execute()
    return rows[0]?.customer ?? null
  }

  /** Forgets what is over. */
  async prune(): Promise<void> {
    await this.#db
      .deleteFrom('logins')
      .where('expires_at', '<', new Date(this.#now() - DAY))
      .execute()
  }

  async #insert(db: Db | Tx, id: string, pollHash: string, host: string, customer: string | null): Promise<void> {
    const now = this.#now()
    const values = {
      id,
      poll_hash: pollHash,
      host,
      created_at: new Date(now),
      expires_at: new Date(now + LASTS),
      customer,
      taken_at: null
    }
    await db.insertInto('logins').values(values).execute()
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
