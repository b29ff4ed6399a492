// Which webhooks are believed, without a server around them.
import { Stripe } from 'stripe'
import { afterAll, describe, expect, test } from 'vitest'
import { StripeDoor } from '../src/stripe/door.ts'
import { StripeStandIn } from '../src/try/stand-in.ts'

const NOW = 1_790_000_000
const EVENT = {
  id: 'evt_1',
  object: 'event',
  type: 'entitlements.active_entitlement_summary.updated',
  created: NOW,
  livemode: true,
  data: { object: { customer: 'cus_1' } }
}

function read(event: object, secret: string, secrets: readonly string[], at = NOW) {
  const payload = JSON.stringify(event)
  const door = new StripeDoor({ apiKey: 'rk_live_x', webhookSecrets: secrets, livemode: true, host: null })
  const signature = door.client.webhooks.generateTestHeaderString({ payload, secret, timestamp: at })
  return door.eventOf(Buffer.from(payload), signature, NOW * 1000)
}

const TAKEN = { event: { id: 'evt_1', type: EVENT.type, createdAt: NOW * 1000, customer: 'cus_1' } }

test.each<[string, string, string[], object]>([
  ['the one secret', 'whsec_a', ['whsec_a'], TAKEN],
  ['the old secret while it is rotated', 'whsec_a', ['whsec_a', 'whsec_b'], TAKEN],
  ['the new secret while it is rotated', 'whsec_b', ['whsec_a', 'whsec_b'], TAKEN],
  ['the old secret after it was rotated', 'whsec_a', ['whsec_b'], { fault: 'signature' }],
  ['a secret of somebody else', 'whsec_c', ['whsec_a', 'whsec_b'], { fault: 'signature' }]
])('%s', (_, secret, secrets, expected) => {
  expect(read(EVENT, secret, secrets)).toEqual(expected)
})

test.each<[string, object, object]>([
  ['of test mode', { livemode: false }, { fault: 'livemode' }],
  ['without a mode', { livemode: undefined }, { fault: 'livemode' }],
  ['of a connected account', { account: 'acct_1' }, { fault: 'account' }],
  ['of no account', { account: null }, { fault: 'account' }],
  ['without an id', { id: 1 }, { fault: 'unreadable' }],
  ['of another kind', { type: 'invoice.paid' }, { event: null }],
  ['of a customer whose id is a path', { data: { object: { customer: '../x' } } }, { event: null }],
  ['of a whole customer', { data: { object: { customer: { id: 'cus_1' } } } }, TAKEN]
])('an event %s', (_, more, expected) => {
  expect(read({ ...EVENT, ...more }, 'whsec_a', ['whsec_a'])).toEqual(expected)
})

describe('the time of a signature', () => {
  test.each([
    [NOW - 299, false],
    [NOW - 301, true]
  ])('%d', (at, isRefused) => {
    expect('fault' in read(EVENT, 'whsec_a', ['whsec_a'], at)).toBe(isRefused)
  })

  test('is part of what is signed', () => {
    const payload = JSON.stringify(EVENT)
    const old = new Stripe('rk_live_x').webhooks.generateTestHeaderString({
      payload,
      secret: 'whsec_a',
      timestamp: NOW - 1000
    })
    const door = new StripeDoor({ apiKey: 'rk_live_x', webhookSecrets: ['whsec_a'], livemode: true, host: null })
    const moved = old.replace(String(NOW - 1000), String(NOW))
    expect(door.eventOf(Buffer.from(payload), moved, NOW * 1000)).toEqual({ fault: 'signature' })
  })
})

describe('what is asked of Stripe', () => {
  const stripe = new StripeStandIn({ webhookSecret: 'whsec_a', webhookUrl: null })
  afterAll(() => stripe.close())
  const open = async (perSecond?: number): Promise<StripeDoor> =>
    new StripeDoor({
      apiKey: 'sk_test_x',
      webhookSecrets: [],
      livemode: false,
      host: { url: await stripe.listen() },
      ...(perSecond === undefined ? {} : { perSecond })
    })

  test('is no more in a second than it takes', async () => {
    const door = await open(50)
    const began = performance.now()
    // Two questions each; the first of all does not wait.
    await Promise.all(Array.from({ length: 15 }, (_, index) => door.answerOf(`cus_${index}`)))
    expect(performance.now() - began).toBeGreaterThanOrEqual((29 / 50) * 1000 - 20)
    await stripe.close()
  })

  test('goes on after questions that were wrong, and stops after answers that did not come', async () => {
    const door = await open()
    stripe.refused.add('cus_wrong')
    for (let turn = 0; turn < 10; turn++) await expect(door.answerOf('cus_wrong')).rejects.toThrow('says no')
    expect(await door.answerOf('cus_right')).toEqual({ features: [], sales: [] })
    stripe.fault = { status: 500 }
    for (let turn = 0; turn < 10; turn++) await door.answerOf('cus_right').catch(() => undefined)
    const asked = (): number => [...stripe.asked.values()].reduce((sum, one) => sum + one, 0)
    const before = asked()
    await expect(door.answerOf('cus_right')).rejects.toThrow()
    expect(asked()).toBe(before)
  })

  test.each([
    [true, null, 40],
    [false, null, 10]
  ])('live %s: %s %d a second', (livemode, host, perSecond) => {
    expect(new StripeDoor({ apiKey: 'sk_test_x', webhookSecrets: [], livemode, host }).perSecond).toBe(perSecond)
  })
})
