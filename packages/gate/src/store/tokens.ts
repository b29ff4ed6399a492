/** Tokens in the database. Their secrets are there only as keyed hashes. */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { formatToken, ID_BYTES, SECRET_BYTES } from '../core/token.js'
import { keyedHash } from './keyed-hash.js'
import { audit } from './audit.js'
import { announce } from './changes.js'
import { ensureCustomer } from './customers.js'
import { storedToken, type StoredToken } from './stored-token.js'
import type { Db, Tx } from './tables.js'

/** What a new token may do. */
export interface NewToken {
  customer: string
  name: string
  scope: 'read' | 'publish'
  packs: readonly string[] | null
  networks: readonly string[] | null
  manages: boolean
  expiresAt: number | null
  renews?: boolean
}

/** How a token takes the place of another. */
export interface Replacement {
  /** For how long the old one goes on, in milliseconds. */
  overlap: number
  /** The new one ends by then, whatever it was to last; null: it lasts as long as the old one was to last. */
  endsBy: number | null
}

/** For how long a token that publishes lives unless less is wanted: a forgotten one must not stay a key to every buyer. */
const LONGEST_PUBLISH = 90 * 86_400_000

/** For how long a token that expired is still listed. */
const SHOWN_EXPIRED = 7 * 86_400_000

/** Makes, finds and ends tokens. */
export class Tokens {
  readonly #db: Db
  readonly #hash: (secret: string) => string
  readonly #now: () => number

  constructor(db: Db, pepper: string, now: () => number) {
    this.#db = db
    this.#hash = keyedHash(pepper)
    this.#now = now
  }

  /**
   * The keyed hash of a secret. A fast one is enough: secrets are random, not chosen.
   * @param secret The secret of a token.
   */
  hashOf(secret: string): string {
    return this.#hash(secret)
  }

  /** Whether a secret belongs to a hash; takes as long when it does as when it does not. */
  fits(secret: string, hash: string): boolean {
    return timingSafeEqual(Buffer.from(this.hashOf(secret)), Buffer.from(hash.padEnd(64, '0').slice(0, 64)))
  }

  async find(id: string): Promise<StoredToken | null> {
    const row = await this.#db.selectFrom('tokens').selectAll().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : storedToken(row)
  }

  /** The tokens of a customer, without those that are over for good. */
  async list(customer: string): Promise<StoredToken[]> {
    const rows = await this.#db
      .selectFrom('tokens')
      .selectAll()
      .where('customer', '=', customer)
      .where('revoked_at', 'is', null)
      .where((eb) =>
        eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', new Date(this.#now() - SHOWN_EXPIRED))])
      )
      .orderBy('created_at')
      .execute()
    return rows.map((row) => storedToken(row))
  }

  /**
   * Makes a token. One that publishes ends after 90 days at the latest, whatever is wanted.
   * @param wanted What it may do.
   * @param actor Who makes it.
   * @returns Its text, which is nowhere else, and what is stored.
   */
  create(wanted: NewToken, actor: string): Promise<{ text: string; token: StoredToken }> {
    return this.#db.transaction().execute((tx) => this.createIn(tx, wanted, actor))
  }

  async createIn(tx: Tx, wanted: NewToken, actor: string): Promise<{ text: string; token: StoredToken }> {
    const { id, secret, text } = formatToken(randomBytes(ID_BYTES), randomBytes(SECRET_BYTES))
    const at = new Date(this.#now())
    await ensureCustomer(tx, wanted.customer, at)
    const row = await tx
      .insertInto('tokens')
      .values({
        id,
        customer: wanted.customer,
        name: wanted.name,
        hash: this.hashOf(secret),
        scope: wanted.scope,
        packs: JSON.stringify(wanted.packs),
        networks: JSON.stringify(wanted.networks),
        manages: wanted.manages,
        created_at: at,
        expires_at: dateOf(endOf(wanted, at.getTime())),
        revoked_at: null,
        last_used_at: null,
        replaced_by: null,
        renews: wanted.renews ?? false
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    const detail = { customer: wanted.customer, name: wanted.name, scope: wanted.scope }
    await audit(tx, { actor, action: 'token-created', subject: id, detail }, at)
    return { text, token: storedToken(row) }
  }

  /**
   * Ends a token at once.
   * @param id Which.
   * @param actor Who ends it.
   * @returns False when there is none, or it is ended already.
   */
  revoke(id: string, actor: string): Promise<boolean> {
    const at = new Date(this.#now())
    return this.#db.transaction().execute(async (tx) => {
      const revoked = await tx
        .updateTable('tokens')
        .set({ revoked_at: at })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .returning('id')
        .execute()
      if (revoked.length === 0) return false
      await audit(tx, { actor, action: 'token-revoked', subject: id }, at)
      await announce(tx, 'token', id, at)
      return true
    })
  }

  /**
   * Makes a token that takes the place of another, may what that may, and lasts as long as that was to last.
   * @param id The old one.
   * @param how How long both go on.
   * @param actor Who does it.
   * @returns The new one; null when the old one is not valid any more, or was replaced already.
   */
  rotate(id: string, how: Replacement, actor: string): Promise<{ text: string; token: StoredToken } | null> {
    const now = this.#now()
    return this.#db.transaction().execute(async (tx) => {
      const old = await this.#valid(tx, id)
      if (old === null) return null
      const lasts = old.expiresAt === null ? Infinity : now + old.expiresAt - old.createdAt
      const end = Math.min(lasts, how.endsBy ?? Infinity)
      return this.#replaceIn(tx, old, { ...old, expiresAt: end === Infinity ? null : end }, how.overlap, actor)
    })
  }

  /**
   * Makes a token, and lets it take the place of another, where that is still valid.
   * @param tx The transaction.
   * @param id The old one.
   * @param wanted What the new one may do.
   * @param overlap For how long the old one goes on, in milliseconds.
   * @param actor Who does it.
   */
  async replaceIn(
    tx: Tx,
    id: string,
    wanted: NewToken,
    overlap: number,
    actor: string
  ): Promise<{ text: string; token: StoredToken }> {
    const old = await this.#valid(tx, id)
    return old?.customer === wanted.customer
      ? this.#replaceIn(tx, old, wanted, overlap, actor)
      : this.createIn(tx, wanted, actor)
  }

  async #valid(tx: Tx, id: string): Promise<StoredToken | null> {
    const row = await tx.selectFrom('tokens').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    const old = row === undefined ? null : storedToken(row)
    const isOver = old === null || old.revokedAt !== null || old.replaced
    return isOver || (old.expiresAt !== null && old.expiresAt <= this.#now()) ? null : old
  }

  async #replaceIn(tx: Tx, old: StoredToken, wanted: NewToken, overlap: number, actor: string) {
    const now = this.#now()
    const made = await this.createIn(tx, wanted, actor)
    const end = Math.min(now + overlap, old.expiresAt ?? Infinity)
    await tx
      .updateTable('tokens')
      .set({ expires_at: new Date(end), replaced_by: made.token.id })
      .where('id', '=', old.id)
      .execute()
    await audit(tx, { actor, action: 'token-rotated', subject: old.id, detail: { by: made.token.id } }, new Date(now))
    await announce(tx, 'token', old.id, new Date(now))
    return made
  }

  /** Keeps when tokens were last used. */
  async touch(uses: ReadonlyMap<string, number>): Promise<void> {
    for (const [id, at] of uses) {
      await this.#db
        .updateTable('tokens')
        .set({ last_used_at: new Date(at) })
        .where('id', '=', id)
        .execute()
    }
  }
}

function endOf({ scope, expiresAt }: NewToken, now: number): number | null {
  return scope === 'read' ? expiresAt : Math.min(expiresAt ?? Infinity, now + LONGEST_PUBLISH)
}

function dateOf(time: number | null): Date | null {
  return time === null ? null : new Date(time)
}
