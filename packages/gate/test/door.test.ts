// Which webhooks are believed, without a server around them.
import { Stripe } from 'stripe'
import { describe, expect, test } from 'vitest'
import { StripeDoor } from '../src/stripe/door.ts'

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
