/** Who asks, and what holds for all requests: limits of failed tries. */
import type { IncomingMessage } from 'node:http'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Principal } from '../core/decide.js'
import { readCredential, type Credential } from '../core/token.js'
import type { Memory } from '../store/memory.js'
import { addressOf, countedAs, isIn } from './address.js'

/** Wrong tokens from one address in a minute, after which only those that are remembered are looked at. */
const HOSTILE = 300
/** Requests of one token in ten seconds. npm opens 15 connections at once, and many machines share one token. */
const REQUESTS = 3000
/** Sign-ins that one address may begin, or try, in a minute. */
const SIGN_INS = 20
const MINUTE = 60
const BURST = 10

/** Who asks, and from where. */
export interface Asker {
  credential: Credential
  principal: Principal
  address: string
}

/** Tells who asks. */
export class Access {
  readonly #memory: Memory
  readonly #proxies: readonly string[]
  readonly #failed = new RateLimiterMemory({ points: HOSTILE, duration: MINUTE })
  readonly #begun = new RateLimiterMemory({ points: SIGN_INS, duration: MINUTE })
  readonly #used = new RateLimiterMemory({ points: REQUESTS, duration: BURST })

  constructor(memory: Memory, proxies: readonly string[]) {
    this.#memory = memory
    this.#proxies = proxies
  }

  /**
   * Tells who asks.
   * @param request Their request.
   * @returns Who it is.
   */
  async askerOf(request: IncomingMessage): Promise<Asker> {
    const credential = readCredential(request.headers.authorization)
    const address = addressOf(request, this.#proxies)
    if (credential.kind !== 'token') {
      return { credential, address, principal: await this.#memory.principalOf(credential, () => false) }
    }
    if (await this.#isHostile(credential, address)) return { credential, address, principal: { kind: 'throttled' } }
    const principal = await this.#memory.principalOf(credential, (networks) => isIn(address, networks))
    if (principal.kind === 'invalid') await this.#failed.consume(countedAs(address)).catch(() => undefined)
    return { credential, address, principal }
  }

  /**
   * Whether an address sent so many wrong tokens that it has to wait. A customer whose token is remembered
   * does not, even at the same address.
   */
  async isHostile(request: IncomingMessage): Promise<boolean> {
    return this.#isHostile(readCredential(request.headers.authorization), addressOf(request, this.#proxies))
  }

  async #isHostile(credential: Credential, address: string): Promise<boolean> {
    if (credential.kind !== 'token' || this.#memory.knows(credential.token.id)) return false
    return ((await this.#failed.get(countedAs(address)))?.consumedPoints ?? 0) >= HOSTILE
  }

  /** Counts the sign-ins of an address; false when there are too many. */
  async mayBegin(request: IncomingMessage): Promise<boolean> {
    return this.#begun.consume(countedAs(addressOf(request, this.#proxies))).then(
      () => true,
      () => false
    )
  }

  /** Counts a request of a token; false when there are too many at once. */
  async isWithin(token: string): Promise<boolean> {
    return this.#used.consume(token).then(
      () => true,
      () => false
    )
  }
}
