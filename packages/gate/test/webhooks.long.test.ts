// What comes from Stripe, and what only looks like it.
import { gzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { FEATURE, StripeStandIn } from '#gate'
import { ask, PATIENCE, useTrial } from './support/gate.ts'

const { trial, make } = useTrial()
const PAID = '/@keys%2frunbook-payments-down'

function event(customer: string, more: object = {}): string {
  return JSON.stringify({
    id: `evt_${Math.random().toString(36).slice(2)}`,
    object: 'event',
    type: 'entitlements.active_entitlement_summary.updated',
    created: Math.floor(Date.now() / 1000),
    livemode: false,
    data: { object: { object: 'x', customer } },
    ...more
  })
}

async function post(
  body: string | Uint8Array<ArrayBuffer>,
  signature: string,
  headers: Record<string, string> = {}
): Promise<number> {
  return (
    await ask(trial.url, '/-/gate/stripe', {
      method: 'POST',
      body,
      headers: { 'stripe-signature': signature, ...headers }
    })
  ).status
}

const rows = async (): Promise<number> => {
  const { db } = trial.gate.parts.database
  return Number(
    (
      await db
        .selectFrom('events')
        .select((eb) => eb.fn.countAll().as('count'))
        .executeTakeFirst()
    )?.count
  )
}

describe('changes nothing', () => {
  test.each<[string, (body: string) => [string | Uint8Array<ArrayBuffer>, string, Record<string, string>?], number]>([
    ['forged', (body) => [body, 't=1,v1=00'], 400],
    [
      'signed with another secret',
      (body) => [body, new StripeStandIn({ webhookSecret: 'whsec_other', webhookUrl: null }).signatureOf(body)],
      400
    ],
    ['changed after it was signed', (body) => [body.replace('cus_', 'cus_x'), trial.stripe.signatureOf(body)], 400],
    ['old', (body) => [body, trial.stripe.signatureOf(body, Math.floor(Date.now() / 1000) - 301)], 400],
    [
      'too large',
      () => {
        const body = event('cus_large', { pad: 'x'.repeat(1_000_001) })
        return [body, trial.stripe.signatureOf(body)]
      },
      413
    ],
    [
      'compressed',
      (body) => [new Uint8Array(gzipSync(body)), trial.stripe.signatureOf(body), { 'content-encoding': 'gzip' }],
      415
    ],
    [
      'of the other mode',
      () => {
        const body = event('cus_live', { livemode: true })
        return [body, trial.stripe.signatureOf(body)]
      },
      400
    ],
    [
      'of a connected account',
      () => {
        const body = event('cus_other', { account: 'acct_other' })
        return [body, trial.stripe.signatureOf(body)]
      },
      400
    ],
    ['no JSON', () => ['{', trial.stripe.signatureOf('{')], 400],
    ['nothing', () => ['', trial.stripe.signatureOf('')], 400]
  ])('a webhook that is %s', async (_, make_, status) => {
    const before = await rows()
    const [body, signature, headers] = make_(event('cus_forged'))
    expect(await post(body, signature, headers)).toBe(status)
    expect(await rows()).toBe(before)
  })

  test('a webhook that concerns nobody, or something else', async () => {
    const before = await rows()
    for (const body of [
      event('cus_x', { type: 'invoice.paid' }),
      event(''),
      event('../admin'),
      event(`cus_${'x'.repeat(500)}`)
    ]) {
      expect(await post(body, trial.stripe.signatureOf(body))).toBe(200)
    }
    expect(await rows()).toBe(before)
  })
})

test('one that comes twice is taken once', async () => {
  const body = event('cus_twice')
  const before = await rows()
  for (let times = 0; times < 3; times++) expect(await post(body, trial.stripe.signatureOf(body))).toBe(200)
  expect(await rows()).toBe(before + 1)
})

test('all entitlements are asked for, not only the ten that an event holds', async () => {
  const many = Array.from({ length: 250 }, (_, index) => `feature-${String(index).padStart(3, '0')}`)
  const { text } = await make.token('cus_many')
  await trial.stripe.set('cus_many', [...many, FEATURE])
  await vi.waitFor(async () => expect((await ask(trial.url, PAID, { token: text })).status).toBe(200), PATIENCE)
  const open = await trial.gate.parts.database.db
    .selectFrom('windows')
    .select('feature')
    .where('customer', '=', 'cus_many')
    .where('ended_at', 'is', null)
    .execute()
  expect(open).toHaveLength(251)
})

test('what was paid for once is had for good, until the money is given back', async () => {
  const { text } = await make.token('cus_sale')
  const session = {
    id: 'cs_sale',
    customer: 'cus_sale',
    features: FEATURE,
    refunded: false,
    created: Math.floor(Date.now() / 1000) - 60
  }
  trial.stripe.sessions.push(session)
  await make.pays('cus_sale', [])
  expect((await ask(trial.url, PAID, { token: text })).status).toBe(200)
  session.refunded = true
  await make.pays('cus_sale', [])
  expect((await ask(trial.url, PAID, { token: text })).status).toBe(402)
})

test('a customer who is deleted in Stripe has nothing any more', async () => {
  await make.pays('cus_gone', [FEATURE])
  await make.pays('cus_gone', [])
  const { entries, brokenAt } = (
    await ask(trial.url, '/-/gate/admin/audit', { token: trial.gate.parts.settings.adminSecret })
  ).body as { entries: { action: string; subject: string }[]; brokenAt: null }
  expect(brokenAt).toBeNull()
  expect(entries.filter(({ subject }) => subject === 'cus_gone').map(({ action }) => action)).toEqual([
    'entitlements',
    'entitlements'
  ])
})

test('how old the answer of Stripe is stands in a header and in a metric', async () => {
  const { text } = await make.token('cus_age')
  await make.pays('cus_age', [FEATURE])
  const { headers } = await ask(trial.url, PAID, { token: text })
  expect(Number(headers.get('x-keys-gate-answer-age'))).toBeLessThan(60)
  // A process that got no time for half a second does not trust its memory, until it has looked again.
  await vi.waitFor(async () => {
    const { text: metrics } = await ask(trial.url, '/-/gate/metrics')
    expect(metrics).toMatch(/^keys_gate_oldest_answer_seconds \d/m)
    expect(metrics).toMatch(/^keys_gate_memory_trusted 1$/m)
    expect(metrics).toMatch(/^keys_gate_database_reads_total [1-9]/m)
  }, PATIENCE)
})
