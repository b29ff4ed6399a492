import type { IncomingHttpHeaders } from 'node:http'
import { Stripe } from 'stripe'
import { expect, test } from 'vitest'
import {
  makeSubscriptions,
  startHttp,
  startStripe,
  waitUntil,
  type StripeMode,
  type StripeStandIn
} from '../src/index.js'
import { readBody } from '../src/http.js'
import { bash, openScope } from './helpers.js'

async function world() {
  const scope = openScope()
  const received: { body: string; headers: IncomingHttpHeaders }[] = []
  const answers = { status: 200 }
  const endpoint = await startHttp(scope, async (request, response) => {
    received.push({ body: (await readBody(request)).toString(), headers: request.headers })
    response.writeHead(answers.status).end()
  })
  const stripe = await startStripe(scope, { endpointUrl: `${endpoint.url}/webhook` })
  return { scope, stripe, received, answers }
}

function sdkFor(stripe: StripeStandIn, key = stripe.apiKey) {
  const { hostname, port } = new URL(stripe.apiBase)
  return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, timeout: 500 })
}

test('the official SDK accepts what it delivers, and only with the right secret and the untouched body', async () => {
  const { stripe, received } = await world()
  await stripe.emit()
  const [{ body, headers } = { body: '', headers: {} }] = received
  const { webhooks } = sdkFor(stripe)
  const header = headers['stripe-signature'] ?? ''
  expect(webhooks.constructEvent(body, header, stripe.signingSecret)).toMatchObject({ id: 'evt_00000' })
  expect(() => webhooks.constructEvent(body, header, 'whsec_old')).toThrow('No signatures found matching')
  const rewritten = JSON.stringify(JSON.parse(body))
  expect(() => webhooks.constructEvent(rewritten, header, stripe.signingSecret)).toThrow('No signatures found matching')
})

test('what is answered with 2xx is delivered; what is not stays pending and comes again', async () => {
  const { stripe, received, answers } = await world()
  answers.status = 500
  const [stored] = await stripe.emit()
  expect(stored).toMatchObject({ state: 'pending', attempts: [500] })
  answers.status = 200
  await stripe.retryPending()
  expect(stored).toMatchObject({ state: 'delivered', attempts: [500, 200] })
  await stripe.retryPending()
  expect(received.length).toBe(2)
})

test('events of a disabled endpoint are never sent by themselves, and a resend sends them', async () => {
  const { stripe, received } = await world()
  const sdk = sdkFor(stripe)
  await sdk.webhookEndpoints.update(stripe.endpoint.id, { disabled: true })
  expect(await sdk.webhookEndpoints.retrieve(stripe.endpoint.id)).toMatchObject({ status: 'disabled' })
  const [stored] = await stripe.emit()
  await stripe.retryPending()
  expect([stored?.state, received.length]).toEqual(['skipped', 0])
  await sdk.webhookEndpoints.update(stripe.endpoint.id, { disabled: false })
  const resend = (endpoint: string) =>
    bash(`curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer ${stripe.apiKey}" \
      -d webhook_endpoint=${endpoint} ${stripe.apiBase}/v1/events/${stored?.event.id}/retry`)
  expect((await resend('we_other')).stdout).toBe('404')
  expect((await resend(stripe.endpoint.id)).stdout).toBe('200')
  await waitUntil('it is delivered', () => stored?.state === 'delivered')
})

test('events are listed newest first, in pages, by time and by delivery', async () => {
  const { stripe, answers } = await world()
  await stripe.emit({ count: 130, ageSeconds: 7200 })
  answers.status = 500
  await stripe.emit({ count: 5, ageSeconds: 60 })
  const sdk = sdkFor(stripe)
  const all = await sdk.events.list({ limit: 100 }).autoPagingToArray({ limit: 1000 })
  expect(all.map(({ id }) => id).sort()).toEqual([...stripe.events.keys()])
  expect(all.map(({ created }) => created)).toEqual(all.map(({ created }) => created).sort((a, b) => b - a))
  expect((await sdk.events.list({ delivery_success: false, limit: 100 })).data.length).toBe(5)
  expect((await sdk.events.list({ type: 'customer.subscription.*', limit: 100 })).data.length).toBe(100)
  expect((await sdk.events.list({ type: 'customer.*.updated' })).data.length).toBe(0)
  expect((await sdk.events.list({ types: ['invoice.paid'] })).data.length).toBe(0)
  const since = Math.floor(Date.now() / 1000) - 3600
  expect((await sdk.events.list({ created: { gte: since }, limit: 100 })).data.length).toBe(5)
  expect((await sdk.events.list({ created: { lt: since } })).has_more).toBe(true)
})

test('the list of subscriptions leaves out canceled ones unless it is asked for all', async () => {
  const { stripe } = await world()
  for (const subscription of makeSubscriptions(237)) stripe.subscriptions.set(subscription.id, subscription)
  const sdk = sdkFor(stripe)
  const all = await sdk.subscriptions.list({ status: 'all', limit: 100 }).autoPagingToArray({ limit: 1000 })
  const usual = await sdk.subscriptions.list({ limit: 100 }).autoPagingToArray({ limit: 1000 })
  expect([all.length, usual.length]).toEqual([237, 225])
  expect(stripe.requests.length).toBe(6)
  await expect(sdk.subscriptions.list({ limit: 1000 })).rejects.toMatchObject({ statusCode: 400 })
})

test.each([
  ['subscriptions', { code: 'resource_missing', statusCode: 404 }],
  ['events', { code: 'resource_missing', statusCode: 404 }],
  ['webhookEndpoints', { code: 'resource_missing', statusCode: 404 }]
] as const)('an unknown id of %s is an error with its code', async (collection, error) => {
  const { stripe } = await world()
  await expect(sdkFor(stripe)[collection].retrieve('unknown')).rejects.toMatchObject(error)
})

const modes: [StripeMode, object][] = [
  ['unauthorized', { statusCode: 401 }],
  ['rate-limited', { statusCode: 429, code: 'rate_limit' }],
  ['error', { statusCode: 500 }],
  ['other-account', { statusCode: 404, code: 'resource_missing' }],
  ['slow', { type: 'StripeConnectionError' }],
  ['blackhole', { type: 'StripeConnectionError' }],
  ['reset', { type: 'StripeConnectionError' }],
  ['not-json', { type: 'StripeAPIError' }]
]

test.each(modes)('when it is %s, the SDK says so, and afterwards all is well', async (mode, error) => {
  const { stripe } = await world()
  stripe.setMode(mode)
  const sdk = sdkFor(stripe)
  await expect(sdk.webhookEndpoints.retrieve(stripe.endpoint.id)).rejects.toMatchObject(error)
  stripe.setMode('ok')
  expect(await sdk.webhookEndpoints.retrieve(stripe.endpoint.id)).toMatchObject({ id: stripe.endpoint.id })
})

test('a mode may hold for some requests only', async () => {
  const { stripe } = await world()
  stripe.setMode('rate-limited', 2)
  const statuses: number[] = []
  for (let n = 0; n < 4; n++) {
    const headers = { authorization: `Bearer ${stripe.apiKey}` }
    statuses.push((await fetch(`${stripe.apiBase}/v1/events`, { headers })).status)
  }
  expect(statuses).toEqual([429, 429, 200, 200])
})

test('another key is refused, and single answers can be set', async () => {
  const { stripe } = await world()
  await expect(sdkFor(stripe, 'rk_test_other').events.list()).rejects.toMatchObject({ statusCode: 401 })
  stripe.answers.set('GET /v1/events', { status: 403, body: { error: { message: 'no right to Events' } } })
  await expect(sdkFor(stripe).events.list()).rejects.toMatchObject({ statusCode: 403 })
})

test('a list may change while it is walked', async () => {
  const { stripe } = await world()
  for (const subscription of makeSubscriptions(150)) stripe.subscriptions.set(subscription.id, subscription)
  stripe.onRequest = (_, query) => query.has('starting_after') && stripe.hiddenFromList.add('sub_0000')
  const walked = await sdkFor(stripe)
    .subscriptions.list({ status: 'all', limit: 100 })
    .autoPagingToArray({ limit: 1000 })
  expect(walked.length).toBe(149)
})
