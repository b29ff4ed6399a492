import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { doctor } from '../src/cli/doctor.ts'
import { diagnose, type Subscribed } from '../src/doctor/diagnose.ts'
import { EVENT_TYPES } from '../src/stripe/door.ts'
import { StripeStandIn } from '../src/try/stand-in.ts'

const features = new Map([['prod', ['pro', 'extra']]])
const subscription = (status: string): Subscribed => ({ id: 'sub_1', customer: 'cus_1', status, products: ['prod'] })

test.each([
  ['who pays and has all', 'active', ['pro', 'extra'], []],
  ['who pays and lacks what came later', 'active', ['pro'], ['pays-and-lacks extra']],
  ['who is late and lacks everything', 'past_due', [], ['pays-and-lacks extra', 'pays-and-lacks pro']],
  ['who is paused and still has', 'paused', ['pro'], ['paused-and-has pro']],
  ['who does not pay and has', 'unpaid', ['pro'], ['has-and-does-not-pay pro']],
  ['who has what no product holds', 'active', ['pro', 'extra', 'old'], ['has-and-does-not-pay old']]
])('%s', (_, status, has, expected) => {
  const findings = diagnose([subscription(status)], features, new Map([['cus_1', has]]))
  expect(findings.map(({ kind, feature }) => `${kind} ${feature}`)).toEqual(expected)
  for (const { text } of findings) expect(text).toMatch(/^cus_1 .+\.$/)
})

const stripe = new StripeStandIn({ webhookSecret: 'whsec_test', webhookUrl: null })
let isReady = true
const folder = mkdtempSync(join(tmpdir(), 'keys-gate-doctor-'))
const gate = createServer((_, response) => response.writeHead(isReady ? 200 : 503).end())
let environment: Record<string, string> = {}

beforeAll(async () => {
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve))
  environment = {
    KEYS_GATE_URL: `http://127.0.0.1:${(gate.address() as AddressInfo).port}`,
    KEYS_GATE_PEPPER: 'p'.repeat(32),
    KEYS_GATE_ADMIN_SECRET: 'a'.repeat(32),
    STRIPE_API_KEY: 'sk_test_standin',
    STRIPE_API_URL: await stripe.listen(),
    STRIPE_WEBHOOK_SECRET: 'whsec_test',
    KEYS_GATE_PLANS: join(folder, 'plans.json')
  }
  const plans = [{ feature: 'pro', name: 'Pro', price: null, url: 'https://example.com/' }]
  writeFileSync(join(folder, 'plans.json'), JSON.stringify(plans))
  stripe.products.set('prod_pro', ['pro'])
  stripe.subscriptions.push(
    { id: 'sub_1', customer: 'cus_pays', status: 'active', product: 'prod_pro' },
    { id: 'sub_2', customer: 'cus_left', status: 'canceled', product: 'prod_pro' }
  )
})

afterAll(async () => {
  rmSync(folder, { recursive: true })
  await stripe.close()
  await new Promise((resolve) => gate.close(resolve))
})

test('where nothing is set up, each missing variable is named', async () => {
  const { lines, well } = await doctor({})
  expect(well).toBe(false)
  for (const name of ['KEYS_GATE_URL', 'KEYS_GATE_PEPPER', 'STRIPE_API_KEY']) expect(lines.join('\n')).toContain(name)
})

test('what is not right is named, and all is well when it is', async () => {
  isReady = false
  const before = await doctor(environment)
  expect(before.well).toBe(false)
  expect(before.lines.filter((line) => line.startsWith('no '))).toEqual([
    `no    No gate is ready at ${environment['KEYS_GATE_URL']}.`,
    `no    Stripe has no webhook endpoint for ${environment['KEYS_GATE_URL']}/-/gate/stripe.`,
    'no    Customers with subscriptions compared: 1. What does not fit: 1.',
    expect.stringMatching(/^no {4}cus_pays .*pro/)
  ])

  isReady = true
  stripe.webhookEndpoints.push({
    url: `${environment['KEYS_GATE_URL']}/-/gate/stripe`,
    enabled_events: EVENT_TYPES.slice(1)
  })
  expect((await doctor(environment)).lines).toContain(`no    The webhook endpoint does not send: ${EVENT_TYPES[0]}.`)

  stripe.webhookEndpoints.splice(0, 1, { url: `${environment['KEYS_GATE_URL']}/-/gate/stripe`, enabled_events: ['*'] })
  stripe.entitlements.set('cus_pays', new Set(['pro']))
  const after = await doctor(environment)
  expect(after.lines.filter((line) => !line.startsWith('yes'))).toEqual([])
  expect(after.well).toBe(true)
})

test('a Stripe that is down is said, without the key', async () => {
  stripe.fault = { status: 503 }
  const { lines, well } = await doctor(environment)
  stripe.fault = null
  expect(well).toBe(false)
  expect(lines.join('\n')).toContain('Stripe does not answer as it should')
  expect(lines.join('\n')).not.toContain('sk_test_standin')
})
