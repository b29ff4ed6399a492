import { expect, test } from 'vitest'
import { noticeOf, refusalAnswer } from '../../src/core/answers.ts'
import { decideAll, type Refusal } from '../../src/core/decide.ts'
import type { Mistake } from '../../src/core/token.ts'

const AT = Date.UTC(2026, 10, 29)
const words = {
  url: 'https://npm.example.com',
  scope: '@keys',
  pack: '@keys/runbook-x',
  plan: { feature: 'pro', name: 'Operator plan', price: '49 USD a month' },
  support: 'help@example.com'
}

const MISTAKES: readonly Mistake[] = [
  'empty',
  'variable',
  'quoted',
  'undefined',
  'scheme',
  'space',
  'stripe-key',
  'foreign',
  'damaged',
  'unreadable'
]
const REFUSALS: readonly Refusal[] = [
  { allowed: false, reason: 'no-token' },
  { allowed: false, reason: 'unknown-token', at: null },
  { allowed: false, reason: 'expired-token', at: AT },
  { allowed: false, reason: 'revoked-token', at: AT },
  { allowed: false, reason: 'wrong-network' },
  { allowed: false, reason: 'other-packs', packs: ['@keys/a', '@keys/b', '@keys/c', '@keys/d', '@keys/e'] },
  { allowed: false, reason: 'not-bought' },
  { allowed: false, reason: 'lapsed', until: AT },
  { allowed: false, reason: 'unsure', since: AT },
  { allowed: false, reason: 'unsure', since: null },
  { allowed: false, reason: 'unavailable' },
  { allowed: false, reason: 'throttled' },
  ...MISTAKES.map((mistake) => ({ allowed: false, reason: 'mistake', mistake }) as const)
]

test('every refusal is a sentence with its pack and the next step', async () => {
  const lines = REFUSALS.map((refusal) => {
    const { status, body } = refusalAnswer(refusal, words)
    const { error, reason } = body as { error: string; reason: string }
    return `${status} ${reason}\n    ${error}`
  })
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../golden/refusals.txt')
})

test('what is different soon says when to ask again; what is not, does not', () => {
  for (const refusal of REFUSALS) {
    const { status, headers } = refusalAnswer(refusal, words)
    expect(headers['retry-after'], refusal.reason).toBe(status === 503 ? '10' : undefined)
  }
})

test('who may have bought it is not told to buy it: not in a refusal, and not in the notice of older versions that are free', () => {
  const version = { name: words.pack, file: '', publishedAt: AT }
  const versions = [
    { ...version, version: '1.0.0', entitlement: null },
    { ...version, version: '1.1.0', entitlement: 'pro' }
  ]
  const token = { id: 'id', name: 'ci', scope: 'read', packs: null, networks: null, manages: false } as const
  const asks = (answeredAt: number | null) =>
    ({
      kind: 'customer',
      customer: { id: 'cus_1', windows: [], grants: [], answeredAt },
      token: { ...token, expiresAt: null, replaced: false }
    }) as const
  const noticeFor = (answeredAt: number | null): string | null =>
    noticeOf(decideAll(versions, asks(answeredAt), AT, { longestAge: 1 }), asks(answeredAt), words, AT)
  expect(noticeFor(null)).toContain('Stripe has not told the gate yet')
  expect(noticeFor(null)).not.toContain('/-/gate/buy/')
  expect(noticeFor(AT)).toContain('To buy it: https://npm.example.com/-/gate/buy/pro')
  const { body } = refusalAnswer({ allowed: false, reason: 'unsure', since: null }, words)
  expect((body as { error: string }).error).not.toContain('/-/gate/buy/')
})

test.each(REFUSALS)('$reason is one plain line that npm takes for its own', (refusal) => {
  const { error } = refusalAnswer(refusal, words).body as { error: string }
  expect(error).toMatch(/^[\x20-\x7e]+$/)
  expect(error).toContain('@keys/runbook-x')
  // npm and others look for these words, and then say something else.
  expect(error).not.toMatch(/one-time pass|\botp\b|ipaddress/i)
})
