// Several processes on one PostgreSQL: what one does holds in all, whatever breaks between them.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { samplePack, StripeStandIn } from '#gate'
import { PATIENCE } from './support/gate.ts'
import { startPostgres, type Postgres } from './support/postgres.ts'
import { PUBLIC_URL, send, startProcess, type GateProcess } from './support/processes.ts'

const SECRET = 'whsec_test'
const FEATURE = 'pro'
const PAID = '/@keys%2frunbook-paid'
const FREE = '/@keys%2frunbook-free'
const folder = mkdtempSync(join(tmpdir(), 'keys-gate-processes-'))
const held: { postgres?: Postgres; gates: GateProcess[] } = { gates: [] }
const stripe = new StripeStandIn({ webhookSecret: SECRET, webhookUrl: null })
let settings: Record<string, string> = {}

const gate = (index: number): GateProcess => {
  const one = held.gates[index]
  if (one === undefined) throw new Error('Not started.')
  return one
}
const admin = async (path: string, body?: object, method = 'POST'): Promise<Record<string, string>> => {
  const answer = await send(gate(0).port, `/-/gate/admin/${path}`, {
    token: 'a'.repeat(32),
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  if (answer.status !== 200) throw new Error(answer.text)
  return JSON.parse(answer.text) as Record<string, string>
}
const token = async (customer: string, more: object = {}): Promise<{ token: string; id: string }> => {
  const made = await admin('tokens', { customer, name: 'test', ...more })
  return { token: made['token'] ?? '', id: made['id'] ?? '' }
}

beforeAll(async () => {
  held.postgres = await startPostgres()
  const stripeUrl = await stripe.listen()
  settings = {
    DATABASE_URL: held.postgres.url,
    STRIPE_API_URL: stripeUrl,
    STRIPE_WEBHOOK_SECRET: SECRET,
    KEYS_GATE_FOLDER: folder
  }
  held.gates.push(await startProcess(settings))
  const publisher = await token('own_publisher', { scope: 'publish' })
  for (const [name, entitlement] of [
    ['@keys/runbook-free', null],
    ['@keys/runbook-paid', FEATURE]
  ] as const) {
    const { body } = samplePack({ name, version: '1.0.0', title: name, entitlement })
    const answer = await send(gate(0).port, `/${name.replace('/', '%2f')}`, {
      token: publisher.token,
      method: 'PUT',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' }
    })
    if (answer.status !== 201) throw new Error(answer.text)
  }
  held.gates.push(...(await Promise.all([1, 2, 3].map(() => startProcess({ ...settings, KEYS_GATE_ROLE: 'reader' })))))
})

afterAll(async () => {
  await Promise.all(held.gates.map((one) => one.kill('SIGKILL')))
  await held.postgres?.stop()
  await stripe.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Sends a webhook to one process, as Stripe does. */
async function webhook(port: number, customer: string): Promise<number> {
  const event = {
    id: `evt_${Math.random().toString(36).slice(2)}`,
    object: 'event',
    type: 'entitlements.active_entitlement_summary.updated',
    created: Math.floor(Date.now() / 1000),
    livemode: false,
    data: { object: { object: 'x', customer } }
  }
  stripe.events.unshift(event)
  const body = JSON.stringify(event)
  return (
    await send(port, '/-/gate/stripe', {
      method: 'POST',
      body,
      headers: { 'stripe-signature': stripe.signatureOf(body) }
    })
  ).status
}

async function until(check: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE
  while (!(await check())) {
    if (performance.now() > end) throw new Error(`Not within ${PATIENCE} ms.`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

test('what is bought by a webhook to one process is given by all', async () => {
  const { token: text } = await token('cus_bought')
  // Whether they have it is asked when the token is made.
  await Promise.all(
    held.gates.map(({ port }) => until(async () => (await send(port, PAID, { token: text })).status === 402))
  )
  stripe.entitlements.set('cus_bought', new Set([FEATURE]))
  expect(await webhook(gate(2).port, 'cus_bought')).toBe(200)
  await Promise.all(
    held.gates.map(({ port }) => until(async () => (await send(port, PAID, { token: text })).status === 200))
  )
})

test.each([
  ['as it should be', false],
  ['with the line of announcements cut', true]
])('a revoked token is refused by all within a second, %s', async (_, isCut) => {
  stripe.entitlements.set('cus_revoked', new Set([FEATURE]))
  const client = new pg.Client({ connectionString: held.postgres?.url })
  await client.connect()
  const given: number[] = []
  for (let round = 0; round < 5; round++) {
    const { token: text, id } = await token('cus_revoked')
    await admin('refresh/cus_revoked')
    // Each remembers it.
    for (const { port } of held.gates) await until(async () => (await send(port, PAID, { token: text })).status === 200)
    if (isCut) await client.query("select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen %'")
    await admin(`tokens/${id}`, undefined, 'DELETE')
    const revoked = performance.now()
    await Promise.all(
      held.gates.map(({ port }) =>
        until(async () => {
          const sent = performance.now() - revoked
          const { status } = await send(port, PAID, { token: text })
          if (status === 200) given.push(sent)
          return status === 401
        })
      )
    )
  }
  await client.end()
  // Counted from when a request is sent: how long its answer takes is a matter of the machine, what it may be is not.
  expect(given.filter((sent) => sent >= 1000)).toEqual([])
})

test('a second writer does not start, and a reader does not publish', async () => {
  await expect(startProcess(settings)).rejects.toThrow('Another process writes')
  const publisher = await token('own_publisher', { scope: 'publish' })
  const { body } = samplePack({ name: '@keys/runbook-new', version: '1.0.0', title: 'New', entitlement: null })
  const answer = await send(gate(1).port, '/@keys%2frunbook-new', {
    token: publisher.token,
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' }
  })
  expect([answer.status, answer.text.includes('only reads')]).toEqual([503, true])
})

test('a restart of PostgreSQL under load opens nothing, ends nothing and loses nothing', async () => {
  const { token: text } = await token('cus_steady')
  const { token: other } = await token('cus_other')
  stripe.entitlements.set('cus_steady', new Set([FEATURE]))
  await admin('refresh/cus_steady')
  await Promise.all(
    held.gates.map(({ port }) => until(async () => (await send(port, PAID, { token: text })).status === 200))
  )
  const statuses = {
    free: new Set<number>(),
    pays: new Set<number>(),
    none: new Set<number>(),
    other: new Set<number>()
  }
  const state = { isOver: false }
  const load = held.gates.map(async ({ port }) => {
    while (!state.isOver) {
      statuses.free.add((await send(port, FREE)).status)
      statuses.pays.add((await send(port, PAID, { token: text })).status)
      statuses.none.add((await send(port, PAID)).status)
      statuses.other.add((await send(port, PAID, { token: other })).status)
    }
  })
  await new Promise((resolve) => setTimeout(resolve, 300))
  await held.postgres?.restart(1500)
  // A webhook that comes meanwhile is taken, or refused so that Stripe sends it again.
  stripe.entitlements.set('cus_other', new Set([FEATURE]))
  expect([200, 503]).toContain(await webhook(gate(1).port, 'cus_other'))
  await until(async () => (await webhook(gate(1).port, 'cus_other')) === 200)
  await Promise.all(
    held.gates.map(({ port }) => until(async () => (await send(port, PAID, { token: other })).status === 200))
  )
  await Promise.all(
    held.gates.map(({ port }) => until(async () => (await send(port, PAID, { token: text })).status === 200))
  )
  state.isOver = true
  await Promise.allSettled(load)
  expect(held.gates.filter((one) => !one.isAlive()).map((one) => one.log())).toEqual([])
  expect([...statuses.free]).toEqual([200])
  expect([...statuses.none]).toEqual([401])
  expect([...statuses.pays].filter((status) => ![200, 503].includes(status))).toEqual([])
  expect([...statuses.other].filter((status) => ![200, 402, 503].includes(status))).toEqual([])
})

test('Stripe that is slow, down, or has enough, changes nothing for who is known; who is new waits', async () => {
  const { token: text } = await token('cus_steady')
  for (const [index, fault] of [{ status: 500 }, { status: 429 }, { delay: 60_000 }, { status: 503 }].entries()) {
    stripe.fault = fault
    const { port } = gate((index + 1) % held.gates.length)
    const began = performance.now()
    expect(await webhook(port, 'cus_steady')).toBe(200)
    expect((await send(port, PAID, { token: text })).status).toBe(200)
    // Nothing on the way of a request waits for Stripe: who did would wait until the gate gives up, after ten seconds.
    expect(performance.now() - began).toBeLessThan(10_000)
  }
  const { token: fresh } = await token('cus_fresh')
  stripe.entitlements.set('cus_fresh', new Set([FEATURE]))
  await webhook(gate(0).port, 'cus_fresh')
  const refused = await send(gate(0).port, PAID, { token: fresh })
  expect([refused.status, refused.text]).toEqual([503, expect.stringContaining('Stripe has not told the gate yet')])
  for (const { port } of held.gates) expect((await send(port, PAID, { token: fresh })).status).toBe(503)
  stripe.fault = null
  await until(async () => (await send(gate(0).port, PAID, { token: fresh })).status === 200)
})

test('a process that is killed at any moment leaves what Stripe says, and an audit that is whole', async () => {
  const customers = Array.from({ length: 12 }, (_, index) => `cus_kill${index}`)
  for (const [index, customer] of customers.entries()) {
    stripe.entitlements.set(customer, new Set(index % 2 === 0 ? [FEATURE] : []))
    const sent = webhook(gate(0).port, customer).catch(() => 0)
    // At another moment of its way each time: before it is read, in the transaction, in the refresh.
    await new Promise((resolve) => setTimeout(resolve, index * 4))
    await gate(0).kill('SIGKILL')
    await sent
    held.gates[0] = await startAgain()
  }
  for (const [index, customer] of customers.entries()) {
    const { token: text } = await token(customer)
    await until(async () => (await send(gate(0).port, PAID, { token: text })).status === (index % 2 === 0 ? 200 : 402))
  }
  expect(await admin('audit', undefined, 'GET')).toMatchObject({ brokenAt: null })
}, 600_000)

/** The lease of who was killed holds for a while; in life the next one waits for it. */
async function startAgain(): Promise<GateProcess> {
  const client = new pg.Client({ connectionString: held.postgres?.url })
  await client.connect()
  await client.query("delete from settings where name = 'writer'")
  await client.end()
  return startProcess(settings)
}

test('a full disk refuses what is published, and gives what is there', async () => {
  // No file may grow beyond this: to a program that is a disk that is full.
  execFileSync('prlimit', ['--pid', String(gate(0).pid), '--fsize=20000:20000'])
  const publisher = await token('own_publisher', { scope: 'publish' })
  const large = Array.from({ length: 5000 }, () => Math.random().toString(36)).join('')
  const { body } = samplePack({
    name: '@keys/runbook-large',
    version: '1.0.0',
    title: 'Large',
    entitlement: FEATURE,
    files: { 'README.md': large }
  })
  const answer = await send(gate(0).port, '/@keys%2frunbook-large', {
    token: publisher.token,
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' }
  }).catch(() => ({ status: 0 }))
  expect(answer.status).not.toBe(201)
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(gate(0).isAlive(), gate(0).log()).toBe(true)
  expect((await send(gate(0).port, '/@keys%2frunbook-large')).status).toBe(404)
  expect((await send(gate(0).port, FREE)).status).toBe(200)
  expect((await send(gate(0).port, PAID)).status).toBe(401)
})

test('nothing that was printed holds a token, a secret or the address of the database', () => {
  const log = held.gates.map((one) => one.log()).join('\n')
  for (const secret of ['kgt_', 'a'.repeat(32), 'p'.repeat(32), 'whsec_', 'sk_test', 'postgres@', PUBLIC_URL.repeat(2)])
    expect(log).not.toContain(secret)
})
