// Roads by which somebody came to more than was theirs: each stays closed.
import { describe, expect, test } from 'vitest'
import { FEATURE } from '#gate'
import { formatToken, TOKEN_PATTERN } from '../src/core/token.ts'
import { ask, useTrial } from './support/gate.ts'

const { trial, make } = useTrial()
const PAID = '/@keys%2frunbook-payments-down'
const DAY = 86_400_000
const statusWith = async (token: string): Promise<number> => (await ask(trial.url, PAID, { token })).status
const couch = (password: string) =>
  ask(trial.url, '/-/user/org.couchdb.user:anybody', { method: 'PUT', body: JSON.stringify({ password }) })

describe('a token in place of a password', () => {
  test('nobody registers, and what was typed is not echoed', async () => {
    const refused = await couch('hunter2')
    expect(refused.status).toBe(401)
    expect(refused.text).not.toContain('hunter2')
  })

  test('is the token that is kept: no second one outlives it', async () => {
    await make.pays('cus_couch', [FEATURE])
    const { id, text } = await make.token('cus_couch')
    const answer = await couch(text)
    expect([answer.status, answer.body['token']]).toEqual([201, text])
    expect(await statusWith(text)).toBe(200)
    await trial.gate.parts.tokens.revoke(id, 'test')
    await trial.gate.parts.memory.look()
    expect(await statusWith(text)).toBe(401)
    expect((await trial.gate.parts.tokens.list('cus_couch')).length).toBe(0)
  })
})

test('a token for some networks makes none for others', async () => {
  const { text } = await make.token('cus_net', { manages: true, networks: ['127.0.0.0/8'] })
  const wanted = (networks: readonly string[]) =>
    ask(trial.url, '/-/npm/v1/tokens', {
      method: 'POST',
      token: text,
      body: JSON.stringify({ cidr_whitelist: networks })
    })
  expect((await wanted(['0.0.0.0/0', '::/0'])).body['reason']).toBe('other-networks')
  expect((await wanted(['127.0.0.0/8', '10.0.0.0/8'])).status).toBe(403)
  const made = await wanted(['127.0.0.0/8'])
  expect([made.status, made.body['cidr_whitelist']]).toEqual([200, ['127.0.0.0/8']])
  expect((await wanted([])).body['cidr_whitelist']).toEqual(['127.0.0.0/8'])
})

test('a token that is replaced ends as late after its beginning as the old one', async () => {
  const { tokens } = trial.gate.parts
  const { id } = await make.token('cus_rotate', { expiresAt: Date.now() + 10 * DAY })
  const next = await tokens.rotate(id, 0, 'test')
  const left = (next?.token.expiresAt ?? Infinity) - Date.now()
  expect(left / DAY).toBeGreaterThan(9.9)
  expect(left / DAY).toBeLessThan(10.1)
})

describe('after paying', () => {
  const session = (id: string, customer: string, reference?: string): string => {
    const created = Math.floor(Date.now() / 1000)
    trial.stripe.sessions.push({
      id,
      customer,
      features: `${FEATURE},${FEATURE}`,
      refunded: false,
      created,
      ...(reference === undefined ? {} : { reference })
    })
    return `/-/gate/welcome?session=${id}`
  }
  const begun = async (): Promise<{ login: string; done: string }> => {
    const { body } = await ask(trial.url, '/-/v1/login', { method: 'POST', body: '{"hostname":"elsewhere"}' })
    return { login: String(body['loginUrl']).split('/').at(-1) ?? '', done: String(body['doneUrl']) }
  }

  test('no terminal is signed in unasked: the sender of a link to buy gets no token of the buyer', async () => {
    const { login, done } = await begun()
    const page = await ask(trial.url, session('cs_victim000001', 'cus_victim', `login_${login}`))
    expect(page.status).toBe(200)
    expect(page.text).toContain('A terminal on')
    expect(page.text).toContain('elsewhere')
    expect(page.text).toContain('Go on only if you have just typed')
    expect((await ask('', done)).status).toBe(202)
    // By the button, knowingly.
    const secret = /name="secret" type="hidden" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    await ask(trial.url, `/-/gate/login/${login}`, {
      method: 'POST',
      body: new URLSearchParams({ secret }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' }
    })
    expect(TOKEN_PATTERN.test(String((await ask('', done)).body['token']))).toBe(true)
  })

  test('what is given once is not spent by who only looks', async () => {
    const address = session('cs_preview000001', 'cus_preview')
    expect((await ask(trial.url, address, { method: 'HEAD' })).status).not.toBe(200)
    expect((await ask(trial.url, address)).status).toBe(200)
    expect((await ask(trial.url, address)).status).toBe(400)
    const { done } = await begun()
    expect((await ask('', done, { method: 'HEAD' })).status).toBe(404)
    expect((await ask('', done)).status).toBe(202)
  })

  test('a sale that names a feature twice stops nobody: it is stored once', async () => {
    session('cs_twice00000001', 'cus_twice')
    await make.pays('cus_twice', [])
    const { text } = await make.token('cus_twice')
    expect(await statusWith(text)).toBe(200)
  })

  test('Stripe is asked a few times a minute at most, however often the page is opened', async () => {
    const before = [...trial.stripe.asked].filter(([path]) => path.includes('/cs_none')).length
    const all = await Promise.all(
      Array.from({ length: 60 }, (_, index) => ask(trial.url, `/-/gate/welcome?session=cs_none${1_000_000 + index}`))
    )
    const asked = [...trial.stripe.asked].filter(([path]) => path.includes('/cs_none')).length - before
    expect(asked).toBeLessThanOrEqual(20)
    expect(all.filter(({ status }) => status === 429).length).toBeGreaterThan(30)
  })
})

// The last: from then on this address has to wait.
test('an address from which tokens are guessed has to wait; a known token from there does not', async () => {
  await make.pays('cus_shares', [FEATURE])
  const { text } = await make.token('cus_shares')
  expect(await statusWith(text)).toBe(200)
  const random = (): Uint8Array => crypto.getRandomValues(new Uint8Array(32))
  const statuses = new Map<number, number>()
  for (let turn = 0; turn < 310; turn++) {
    const status = await statusWith(formatToken(random().slice(0, 8), random()).text)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  expect(statuses.get(401)).toBeGreaterThan(250)
  expect(statuses.get(429)).toBeGreaterThan(0)
  expect(await statusWith(text)).toBe(200)
})
