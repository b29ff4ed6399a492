/** Who asks: from memory where it may be trusted, from the database otherwise. */
import { LRUCache } from 'lru-cache'
import type { Customer } from '../core/customer.js'
import type { Principal } from '../core/decide.js'
import type { Credential } from '../core/token.js'
import { readCustomer } from './customers.js'
import { followChanges, type Feed } from './changes.js'
import type { OpenDatabase } from './open.js'
import type { Db } from './tables.js'
import type { StoredToken } from './stored-token.js'
import type { Tokens } from './tokens.js'

const MANY = 10_000
/** The second net: nothing is remembered longer, in milliseconds. */
const LONGEST = 60_000
/** Compared with when an id is unknown, so that it takes as long. */
const NO_HASH = '0'.repeat(64)

/** Tells who asks. */
export class Memory {
  readonly #db: Db
  readonly #tokens: Tokens
  readonly #now: () => number
  readonly #feed: Feed
  readonly #byId = new LRUCache<string, StoredToken>({ max: MANY, ttl: LONGEST })
  readonly #customers = new LRUCache<string, Customer>({ max: MANY, ttl: LONGEST })
  readonly #uses = new Map<string, number>()
  /** How often the database was asked, for tests and metrics. */
  reads = 0

  constructor(database: OpenDatabase, tokens: Tokens, now: () => number, clock: () => number) {
    this.#db = database.db
    this.#tokens = tokens
    this.#now = now
    const listener = {
      changed: (kind: string, key: string) => void (kind === 'token' ? this.#byId : this.#customers).delete(key),
      everything: () => {
        this.#byId.clear()
        this.#customers.clear()
      }
    }
    this.#feed = followChanges(database.db, database.listen, listener, clock)
  }

  /**
   * Tells who sent a credential.
   * @param credential What was sent.
   * @param isFrom Whether the request comes from one of some networks.
   * @returns Who it is.
   */
  async principalOf(credential: Credential, isFrom: (networks: readonly string[]) => boolean): Promise<Principal> {
    if (credential.kind === 'none') return { kind: 'anonymous' }
    if (credential.kind === 'mistake') return { kind: 'mistake', mistake: credential.mistake }
    const { id, secret } = credential.token
    try {
      const token = await this.#token(id)
      // Who does not know the secret learns nothing, not even that there was such a token.
      if (!this.#tokens.fits(secret, token?.hash ?? NO_HASH) || token === null) {
        return { kind: 'invalid', reason: 'unknown', at: null }
      }
      const now = this.#now()
      if (token.revokedAt !== null) return { kind: 'invalid', reason: 'revoked', at: token.revokedAt }
      if (token.expiresAt !== null && token.expiresAt <= now) {
        return { kind: 'invalid', reason: token.replaced ? 'revoked' : 'expired', at: token.expiresAt }
      }
      if (token.networks !== null && !isFrom(token.networks)) return { kind: 'elsewhere' }
      const customer = await this.#customer(token.customer)
      if (customer === null) return { kind: 'invalid', reason: 'unknown', at: null }
      this.#uses.set(id, now)
      return { kind: 'customer', customer, token }
    } catch {
      // The database does not answer: nobody is let in, and nobody is told that a token is wrong.
      return { kind: 'unavailable' }
    }
  }

  /** Whether a token is remembered, so that asking for it costs nothing. */
  knows(id: string): boolean {
    return this.#feed.isFresh() && this.#byId.has(id)
  }

  /** Whether what is remembered may be trusted at present. */
  isFresh(): boolean {
    return this.#feed.isFresh()
  }

  /** Forgets one customer or token here at once; others hear of it by the feed. */
  look(): Promise<void> {
    return this.#feed.look()
  }

  /** Writes down when tokens were last used. */
  async flushUses(): Promise<void> {
    if (this.#uses.size === 0) return
    const uses = new Map(this.#uses)
    this.#uses.clear()
    await this.#tokens.touch(uses)
  }

  async stop(): Promise<void> {
    await this.#feed.stop()
    await this.flushUses().catch(() => undefined)
  }

  async #token(id: string): Promise<StoredToken | null> {
    return this.#remembered(this.#byId, id, () => this.#tokens.find(id))
  }

  async #customer(id: string): Promise<Customer | null> {
    return this.#remembered(this.#customers, id, () => readCustomer(this.#db, id))
  }

  async #remembered<Value extends object>(
    cache: LRUCache<string, Value>,
    key: string,
    read: () => Promise<Value | null>
  ): Promise<Value | null> {
    const fresh = this.#feed.isFresh()
    const known = fresh ? cache.get(key) : undefined
    if (known !== undefined) return known
    const epoch = this.#feed.epoch()
    this.reads++
    const value = await read()
    // What was changed while it was read may be older than the change.
    if (value !== null && fresh && this.#feed.epoch() === epoch) cache.set(key, value)
    return value
  }
}
