/** Who gets what. One function decides for metadata, for tarballs, for search and for the preflight of a lockfile. */
import { standingOf, type Customer, type Standing } from './customer.js'
import type { Mistake } from './token.js'

/** What is known of one published version. */
export interface PackVersion {
  name: string
  version: string
  /** Name of its tarball. */
  file: string
  /** The Stripe feature that unlocks it; null: free. */
  entitlement: string | null
  publishedAt: number
}

/** What a token may do. */
export interface TokenFacts {
  id: string
  name: string
  scope: 'read' | 'publish'
  /** Packages that it is limited to, or whole scopes as `@keys/*`; null: all. */
  packs: readonly string[] | null
  /** Networks that it may be used from; null: all. */
  networks: readonly string[] | null
  /** Whether it may make and revoke other tokens. */
  manages: boolean
  expiresAt: number | null
  /** Set when it was rotated: it ends with `expiresAt`. */
  replaced: boolean
  /** Whether who holds it may replace it by one that lasts longer: it was made by signing in. */
  renews?: boolean
}

/**
 * When what a token makes has to end: with it, unless it was made by signing in.
 * @param token The token that makes another.
 * @returns The moment, or null.
 */
export function endOfMade({ expiresAt, renews }: TokenFacts): number | null {
  return renews === true ? null : expiresAt
}

/** Who asks. */
export type Principal =
  | { kind: 'anonymous' }
  | { kind: 'mistake'; mistake: Mistake }
  /** A token that is not valid (any more). Why is only told to who knows its secret. */
  | { kind: 'invalid'; reason: 'unknown' | 'expired' | 'revoked'; at: number | null }
  /** A valid token, from a network that it may not be used from. */
  | { kind: 'elsewhere' }
  /** Nobody can tell at present. */
  | { kind: 'unavailable' }
  /** Too many wrong tokens came from the same address: this one was not looked up. */
  | { kind: 'throttled' }
  | { kind: 'customer'; customer: Customer; token: TokenFacts }

/** Why somebody gets a version. */
export type Permission =
  | { allowed: true; why: 'free' }
  | { allowed: true; why: 'has'; by: Extract<Standing, { kind: 'has' }>['by']; until: number | null }
  | { allowed: true; why: 'fallback'; until: number }

/** Why nobody can tell who asks. */
export type TokenRefusal =
  | { allowed: false; reason: 'no-token' }
  | { allowed: false; reason: 'mistake'; mistake: Mistake }
  | { allowed: false; reason: 'unknown-token' | 'expired-token' | 'revoked-token'; at: number | null }
  | { allowed: false; reason: 'wrong-network' | 'unavailable' | 'throttled' }

/** Why somebody does not get a version. */
export type Refusal =
  | TokenRefusal
  | { allowed: false; reason: 'other-packs'; packs: readonly string[] }
  | { allowed: false; reason: 'not-bought' }
  | { allowed: false; reason: 'lapsed'; until: number }
  /** Stripe has not confirmed it since then; null: it has never answered for them. */
  | { allowed: false; reason: 'unsure'; since: number | null }

/** The answer for one version. */
export type Decision = Permission | Refusal

/** What a decision depends on besides. */
export interface Policy {
  /** For how long an answer of Stripe holds when no newer one comes. */
  longestAge: number
}

/**
 * Decides whether somebody gets a version.
 * @param pack The version.
 * @param principal Who asks. Not looked at for a free pack.
 * @param now The moment.
 * @param policy What else it depends on.
 * @returns The decision, with its reason.
 */
export function decide(pack: PackVersion, principal: Principal, now: number, policy: Policy): Decision {
  if (pack.entitlement === null) return { allowed: true, why: 'free' }
  return principal.kind === 'customer'
    ? ofCustomer(pack, pack.entitlement, principal, now, policy)
    : tokenRefusalOf(principal)
}

/**
 * Says why nobody can tell who asks.
 * @param principal Anybody but a customer.
 * @returns The refusal.
 */
export function tokenRefusalOf(principal: Exclude<Principal, { kind: 'customer' }>): TokenRefusal {
  switch (principal.kind) {
    case 'anonymous':
      return { allowed: false, reason: 'no-token' }
    case 'mistake':
      return { allowed: false, reason: 'mistake', mistake: principal.mistake }
    case 'invalid':
      return { allowed: false, reason: `${principal.reason}-token`, at: principal.at }
    case 'elsewhere':
      return { allowed: false, reason: 'wrong-network' }
    case 'unavailable':
    case 'throttled':
      return { allowed: false, reason: principal.kind }
  }
}

/**
 * Whether some packages hold one.
 * @param packages Names of packages, or whole scopes as `@keys/*`.
 * @param name A package; or such a scope, which only itself holds.
 */
export function isCovered(packages: readonly string[], name: string): boolean {
  return packages.includes(name) || packages.includes(`${name.split('/')[0]}/*`)
}

function ofCustomer(
  pack: PackVersion,
  entitlement: string,
  { customer, token }: Extract<Principal, { kind: 'customer' }>,
  now: number,
  policy: Policy
): Decision {
  if (token.packs !== null && !isCovered(token.packs, pack.name)) {
    return { allowed: false, reason: 'other-packs', packs: token.packs }
  }
  // Who publishes a pack has it already.
  if (token.scope === 'publish') return { allowed: true, why: 'has', by: 'support', until: null }
  const standing = standingOf(customer, entitlement, now, policy.longestAge)
  switch (standing.kind) {
    case 'has':
      return { allowed: true, why: 'has', by: standing.by, until: standing.until }
    case 'had':
      return pack.publishedAt <= standing.until
        ? { allowed: true, why: 'fallback', until: standing.until }
        : { allowed: false, reason: 'lapsed', until: standing.until }
    case 'unsure':
      return standing.since !== null && pack.publishedAt <= standing.since
        ? { allowed: true, why: 'fallback', until: standing.since }
        : { allowed: false, reason: 'unsure', since: standing.since }
    case 'never':
      return { allowed: false, reason: 'not-bought' }
  }
}

/** What somebody gets of a package. */
export interface PackageDecision {
  allowed: ReadonlySet<string>
  /** How many versions there are that they do not get. */
  withheld: number
  /** The decision that says most: of the newest version. */
  newest: Decision
  /** The newest version they get tells for how long. */
  best: Permission | null
}

/**
 * Decides for all versions of a package.
 * @param versions What is published, the newest last. Not empty.
 * @param principal Who asks.
 * @param now The moment.
 * @param policy What else it depends on.
 * @returns What they get of it.
 */
export function decideAll(
  versions: readonly PackVersion[],
  principal: Principal,
  now: number,
  policy: Policy
): PackageDecision {
  const decisions = versions.map((version) => [version.version, decide(version, principal, now, policy)] as const)
  const allowed = decisions.filter(([, decision]) => decision.allowed)
  const newest = decisions.at(-1)?.[1]
  if (newest === undefined) throw new RangeError('A package without versions.')
  const best = allowed.at(-1)?.[1]
  return {
    allowed: new Set(allowed.map(([version]) => version)),
    withheld: decisions.length - allowed.length,
    newest,
    best: best?.allowed === true ? best : null
  }
}
