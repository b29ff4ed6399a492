import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Customer, Grant, Window } from '../../src/core/customer.ts'
import { decide, decideAll, type PackVersion, type Principal, type TokenFacts } from '../../src/core/decide.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = Date.UTC(2026, 10, 29)
const policy = { longestAge: 72 * HOUR }

const pack = (publishedAt = NOW - 100 * DAY, entitlement: string | null = 'pro'): PackVersion => ({
  name: '@keys/runbook-x',
  version: '1.0.0',
  file: 'runbook-x-1.0.0.tgz',
  entitlement,
  publishedAt
})

const token = (more: Partial<TokenFacts> = {}): TokenFacts => ({
  id: 'id',
  name: 'laptop',
  scope: 'read',
  packs: null,
  networks: null,
  manages: false,
  expiresAt: null,
  replaced: false,
  ...more
})

const who = (more: Partial<Customer>, facts: Partial<TokenFacts> = {}): Principal => ({
  kind: 'customer',
  customer: { id: 'cus_1', windows: [], grants: [], answeredAt: NOW - HOUR, ...more },
  token: token(facts)
})

const window = (from: number, until: number | null, feature = 'pro'): Window => ({
  feature,
  from: NOW + from,
  until: until === null ? null : NOW + until
})
const grant = (kind: Grant['kind'], until: number | null, more: Partial<Grant> = {}): Grant => ({
  id: 'g',
  kind,
  feature: 'pro',
  from: NOW - 50 * DAY,
  until: until === null ? null : NOW + until,
  revokedAt: null,
  ...more
})

describe('a pack that is paid for', () => {
  test.each<[string, Principal, string]>([
    ['nobody', { kind: 'anonymous' }, 'no-token'],
    ['who sent a variable', { kind: 'mistake', mistake: 'variable' }, 'mistake'],
    ['an unknown token', { kind: 'invalid', reason: 'unknown', at: null }, 'unknown-token'],
    ['an expired token', { kind: 'invalid', reason: 'expired', at: NOW }, 'expired-token'],
    ['a revoked token', { kind: 'invalid', reason: 'revoked', at: NOW }, 'revoked-token'],
    ['another network', { kind: 'elsewhere' }, 'wrong-network'],
    ['when nobody can tell', { kind: 'unavailable' }, 'unavailable'],
    ['when too many were wrong', { kind: 'throttled' }, 'throttled'],
    ['who never bought', who({}), 'not-bought'],
    ['who bought something else', who({ windows: [window(-10 * DAY, null, 'other')] }), 'not-bought'],
    ['for whom Stripe has never answered', who({ answeredAt: null }), 'unsure'],
    ['who is not in Stripe, and was given nothing', who({ id: 'own_1', answeredAt: null }), 'not-bought'],
    [
      'for whom Stripe has never answered, and support helps',
      who({ answeredAt: null, grants: [grant('support', DAY)] }),
      'has'
    ],
    [
      'for whom Stripe has never answered, and support helped',
      who({ answeredAt: null, grants: [grant('support', -DAY)] }),
      'unsure'
    ],
    [
      'for whom Stripe has never answered, and support helps with something else',
      who({ answeredAt: null, grants: [grant('sale', null, { feature: 'other' })] }),
      'unsure'
    ],
    [
      'for whom Stripe has never answered, with a sale of ours that is over',
      who({ answeredAt: null, grants: [grant('sale', -DAY)] }),
      'fallback'
    ],
    [
      'with a window that no answer stands behind',
      who({ answeredAt: null, windows: [window(-10 * DAY, null)] }),
      'unsure'
    ],
    [
      'for whom Stripe has never answered, with a token for another pack',
      who({ answeredAt: null }, { packs: ['@keys/y'] }),
      'other-packs'
    ],
    ['who pays', who({ windows: [window(-10 * DAY, null)] }), 'has'],
    [
      'who pays, with a token for another pack',
      who({ windows: [window(-10 * DAY, null)] }, { packs: ['@keys/runbook-y'] }),
      'other-packs'
    ],
    [
      'who pays, with a token for this pack',
      who({ windows: [window(-10 * DAY, null)] }, { packs: ['@keys/runbook-x'] }),
      'has'
    ],
    ['who paid when it came out', who({ windows: [window(-200 * DAY, -50 * DAY)] }), 'fallback'],
    ['who paid after it had come out', who({ windows: [window(-90 * DAY, -50 * DAY)] }), 'fallback'],
    ['who stopped before it came out', who({ windows: [window(-200 * DAY, -150 * DAY)] }), 'lapsed'],
    [
      'who stopped, and came back later',
      who({ windows: [window(-300 * DAY, -200 * DAY), window(-90 * DAY, -50 * DAY)] }),
      'fallback'
    ],
    ['who bought it for good', who({ grants: [grant('sale', null)] }), 'has'],
    ['whose sale was refunded', who({ grants: [grant('sale', null, { revokedAt: NOW - DAY })] }), 'not-bought'],
    ['whose sale covers a year that is over', who({ grants: [grant('sale', -DAY)] }), 'fallback'],
    ['whom support helps', who({ grants: [grant('support', DAY)] }), 'has'],
    ['whom support helped', who({ grants: [grant('support', -DAY)] }), 'not-bought'],
    ['whose grant begins tomorrow', who({ grants: [grant('support', null, { from: NOW + DAY })] }), 'not-bought'],
    [
      'who broke the glass',
      who({ windows: [window(-200 * DAY, -150 * DAY)], grants: [grant('break-glass', DAY)] }),
      'has'
    ],
    [
      'who broke the glass last week',
      who({ windows: [window(-200 * DAY, -150 * DAY)], grants: [grant('break-glass', -4 * DAY)] }),
      'lapsed'
    ],
    ['who publishes', who({}, { scope: 'publish' }), 'has'],
    ['who publishes another pack', who({}, { scope: 'publish', packs: ['@keys/runbook-y'] }), 'other-packs']
  ])('%s: %s', (_, principal, expected) => {
    const decision = decide(pack(), principal, NOW, policy)
    expect(decision.allowed ? decision.why : decision.reason).toBe(expected)
  })

  test.each([
    ['holds for 72 hours', -71 * HOUR, 'has'],
    ['does not hold longer for what is newer', -73 * HOUR, 'unsure']
  ])('the last answer of Stripe %s', (_, answered, expected) => {
    const principal = who({ windows: [window(-10 * DAY, null)], answeredAt: NOW + answered })
    const decision = decide(pack(NOW - HOUR), principal, NOW, policy)
    expect(decision.allowed ? decision.why : decision.reason).toBe(expected)
  })

  test('what was published before the last answer stays, however long Stripe is away', () => {
    const principal = who({ windows: [window(-10 * DAY, null)], answeredAt: NOW - 30 * DAY })
    expect(decide(pack(), principal, NOW, policy)).toMatchObject({ allowed: true, why: 'fallback' })
  })
})

const anyPrincipal: fc.Arbitrary<Principal> = fc.oneof(
  fc.constantFrom<Principal>(
    { kind: 'anonymous' },
    { kind: 'elsewhere' },
    { kind: 'unavailable' },
    { kind: 'mistake', mistake: 'empty' }
  ),
  fc
    .record({
      windows: fc.array(
        fc.tuple(
          fc.integer({ min: -300, max: 0 }),
          fc.option(fc.integer({ min: -300, max: 0 })),
          fc.constantFrom('pro', 'other')
        )
      ),
      answered: fc.option(fc.integer({ min: -300, max: 0 })),
      grants: fc.array(
        fc.tuple(
          fc.constantFrom<Grant['kind']>('sale', 'support', 'break-glass'),
          fc.option(fc.integer({ min: -50, max: 50 })),
          fc.boolean()
        )
      )
    })
    .map(({ windows, answered, grants }) =>
      who({
        answeredAt: answered === null ? null : NOW + answered * DAY,
        windows: windows.map(([from, until, feature]) =>
          window(from * DAY, until === null ? null : until * DAY, feature)
        ),
        grants: grants.map(([kind, until, revoked]) =>
          grant(kind, until === null ? null : until * DAY, { revokedAt: revoked ? NOW : null })
        )
      })
    )
)

test('a free pack is given to anybody, whatever the token says', () => {
  fc.assert(
    fc.property(anyPrincipal, (principal) => {
      expect(decide(pack(NOW, null), principal, NOW, policy)).toEqual({ allowed: true, why: 'free' })
    })
  )
})

test('nobody gets a paid pack without a customer who has, or had, its very feature', () => {
  fc.assert(
    fc.property(anyPrincipal, (principal) => {
      if (!decide(pack(), principal, NOW, policy).allowed) return
      expect(principal.kind).toBe('customer')
      if (principal.kind !== 'customer') return
      const { windows, grants } = principal.customer
      expect([...windows, ...grants].some(({ feature }) => feature === 'pro')).toBe(true)
    })
  )
})

test('an answer of Stripe that never came gives nothing: what is had without it is a grant of ours', () => {
  fc.assert(
    fc.property(anyPrincipal, (principal) => {
      if (principal.kind !== 'customer') return
      const { grants } = principal.customer
      const unanswered = { ...principal, customer: { ...principal.customer, answeredAt: null, windows: [] } }
      const decision = decide(pack(), unanswered, NOW, policy)
      expect(decision.allowed ? grants.length > 0 : decision.reason === 'unsure' || decision.reason === 'lapsed').toBe(
        true
      )
      if (grants.length === 0) expect(decision).toEqual({ allowed: false, reason: 'unsure', since: null })
    })
  )
})

test('whoever gets a version gets every older one', () => {
  fc.assert(
    fc.property(
      anyPrincipal,
      fc.integer({ min: -300, max: 0 }),
      fc.integer({ min: -300, max: 0 }),
      (principal, a, b) => {
        const [older, newer] = [Math.min(a, b), Math.max(a, b)]
        if (decide(pack(NOW + newer * DAY), principal, NOW, policy).allowed) {
          expect(decide(pack(NOW + older * DAY), principal, NOW, policy).allowed).toBe(true)
        }
      }
    )
  )
})

test('all versions are decided as each alone', () => {
  fc.assert(
    fc.property(
      anyPrincipal,
      fc.array(fc.tuple(fc.integer({ min: -300, max: 0 }), fc.boolean()), { minLength: 1 }),
      (principal, list) => {
        const versions = list.map(([day, free], index) => ({
          ...pack(NOW + day * DAY, free ? null : 'pro'),
          version: `1.0.${index}`
        }))
        const { allowed, withheld } = decideAll(versions, principal, NOW, policy)
        expect(withheld).toBe(versions.length - allowed.size)
        for (const version of versions)
          expect(allowed.has(version.version)).toBe(decide(version, principal, NOW, policy).allowed)
      }
    )
  )
})
