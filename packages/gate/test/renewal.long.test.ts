// How a token is replaced without a gap by who holds it, and what it may never become by that.
import { describe, expect, test } from 'vitest'
import { FEATURE } from '#gate'
import { TOKEN_PATTERN } from '../src/core/token.ts'
import { ask, useTrial } from './support/gate.ts'

// Each sign-in comes from another address: one alone may begin few.
const { trial, make } = useTrial({ settings: { trustedProxies: ['127.0.0.0/8'] } })
let addresses = 0
const elsewhere = (): Record<string, string> => ({ 'x-forwarded-for': `10.0.0.${++addresses}` })
const PAID = '/@keys%2frunbook-payments-down'
const DAY = 86_400_000

const form = (url: string, fields: Record<string, string>) =>
  ask('', url, {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...elsewhere() }
  })
const begin = async (): Promise<{ loginUrl: string; doneUrl: string }> =>
  (await ask(trial.url, '/-/v1/login', { method: 'POST', body: '{"hostname":"laptop"}', headers: elsewhere() }))
    .body as {
    loginUrl: string
    doneUrl: string
  }
const create = (token: string, body: object) =>
  ask(trial.url, '/-/npm/v1/tokens', { method: 'POST', token, body: JSON.stringify(body) })
const storedOf = async (text: string) => {
  const token = await trial.gate.parts.tokens.find(text.slice(4, 16))
  if (token === null) throw new Error('There is no such token.')
  return token
}
const left = (end: number | null): number => Math.round(((end ?? Infinity) - Date.now()) / DAY)

/** A token as signing in by a code makes it. */
async function signIn(customer: string): Promise<string> {
  const { loginUrl, doneUrl } = await begin()
  expect((await form(loginUrl, { secret: await trial.gate.parts.logins.code(customer) })).status).toBe(200)
  return String((await ask('', doneUrl)).body['token'])
}

describe('by npm token create', () => {
  test('a token of a machine is replaced: both work for a day, and the new one is what the old one was', async () => {
    await make.pays('cus_machine', [FEATURE])
    const mine = await signIn('cus_machine')
    const old = String(
      (await create(mine, { name: 'ci', packages: ['@keys/runbook-payments-down'], expires: 30 })).body['token']
    )
    const made = await create(mine, { description: `replaces ${old.slice(0, 16)}`, password: 'x' })
    expect(made.status, made.text).toBe(200)
    const next = String(made.body['token'])
    for (const text of [old, next]) expect((await ask(trial.url, PAID, { token: text })).status).toBe(200)
    expect((await ask(trial.url, PAID, { token: old })).headers.get('npm-notice')).toContain('was replaced')
    expect(await storedOf(next)).toMatchObject({
      name: 'ci',
      scope: 'read',
      manages: false,
      packs: ['@keys/runbook-payments-down']
    })
    expect([left((await storedOf(old)).expiresAt), left((await storedOf(next)).expiresAt)]).toEqual([1, 30])
    // Once: the old one has its heir.
    expect((await create(mine, { description: `replaces ${old.slice(4, 16)}` })).status).toBe(404)
    const { entries } = (await ask(trial.url, '/-/gate/admin/audit', { token: trial.gate.parts.settings.adminSecret }))
      .body as { entries: { action: string; subject: string; actor: string }[] }
    expect(entries).toContainEqual(
      expect.objectContaining({ action: 'token-rotated', subject: old.slice(4, 16), actor: mine.slice(4, 16) })
    )
  })

  test('the token that one is signed in with is replaced by one that manages as well', async () => {
    const mine = await signIn('cus_self')
    const made = await create(mine, { description: `replaces ${mine.slice(4, 16)}` })
    const next = await storedOf(String(made.body['token']))
    expect([next.manages, next.renews, left(next.expiresAt)]).toEqual([true, true, 365])
  })

  test.each<[string, (mine: string) => Promise<{ id: string; more?: object }>, number]>([
    ["somebody else's", async () => make.token('cus_other'), 404],
    ['one that is not there', () => Promise.resolve({ id: 'AAAAAAAAAAAA' }), 404],
    ['one that publishes', async () => make.token('cus_tries', { scope: 'publish' }), 403],
    [
      'one, and something else besides',
      async () => ({ ...(await make.token('cus_tries')), more: { expires: 3000 } }),
      400
    ]
  ])('%s is not replaced', async (_, target, status) => {
    const { text } = await make.token('cus_tries', { manages: true })
    const { id, more = {} } = await target(text)
    const answer = await create(text, { description: `replaces ${id}`, ...more })
    expect([answer.status, TOKEN_PATTERN.test(answer.text)], answer.text).toEqual([status, false])
  })

  test('a token for some networks or packs replaces none that may more', async () => {
    const wide = await make.token('cus_narrow')
    for (const limits of [{ networks: ['127.0.0.0/8'] }, { packs: ['@keys/runbook-hello'] }]) {
      const { text } = await make.token('cus_narrow', { manages: true, ...limits })
      const answer = await create(text, { description: `replaces ${wide.id}` })
      expect([answer.status, answer.body['reason']]).toEqual([403, 'may-more'])
    }
  })

  test('what was made with an end cannot be made to last longer by who holds it', async () => {
    const { text, id } = await make.token('cus_ends', { manages: true, expiresAt: Date.now() + 3 * DAY })
    await new Promise((resolve) => setTimeout(resolve, 20))
    const made = await create(text, { description: `replaces ${id}` })
    expect(left((await storedOf(String(made.body['token']))).expiresAt)).toBe(3)
    // Nor by the page: it takes the token in place of a code.
    const again = await make.token('cus_ends', { manages: true, expiresAt: Date.now() + 3 * DAY })
    const { loginUrl, doneUrl } = await begin()
    expect((await form(loginUrl, { secret: again.text })).status).toBe(200)
    expect(left((await storedOf(String((await ask('', doneUrl)).body['token']))).expiresAt)).toBe(3)
  })
})

describe('by the page of npm login', () => {
  test('the token that is given is replaced, when that is wanted: both work for a day', async () => {
    await make.pays('cus_page', [FEATURE])
    const old = await signIn('cus_page')
    const { loginUrl, doneUrl } = await begin()
    const page = await form(loginUrl, { secret: old, replace: 'on' })
    expect([page.status, page.text.includes('goes on for a day')]).toEqual([200, true])
    const next = String((await ask('', doneUrl)).body['token'])
    for (const text of [old, next]) expect((await ask(trial.url, PAID, { token: text })).status).toBe(200)
    expect([left((await storedOf(old)).expiresAt), left((await storedOf(next)).expiresAt)]).toEqual([1, 365])
    expect((await ask(trial.url, PAID, { token: old })).headers.get('npm-notice')).toContain('was replaced')
  })

  test('otherwise it goes on as it was', async () => {
    const old = await signIn('cus_both')
    const { loginUrl, doneUrl } = await begin()
    await form(loginUrl, { secret: old })
    await ask('', doneUrl)
    expect(left((await storedOf(old)).expiresAt)).toBe(365)
  })

  test.each([
    ['packs', { packs: ['@keys/runbook-hello'] }],
    ['networks', { networks: ['0.0.0.0/0'] }]
  ])('a token for some %s signs in nowhere: what it made would be for all', async (_, limits) => {
    const { text } = await make.token('cus_limits', { manages: true, ...limits })
    const { loginUrl, doneUrl } = await begin()
    expect((await form(loginUrl, { secret: text })).status).toBe(400)
    expect((await ask('', doneUrl)).status).toBe(202)
  })
})

test('in the trial, the page of a plan leads to paying, and from there back to the terminal that waits', async () => {
  const { loginUrl, doneUrl } = await begin()
  const link = /href="(\/-\/gate\/buy\/[^"]+)"/.exec((await ask('', loginUrl)).text)?.[1] ?? ''
  const shop = (await ask(trial.url, link)).headers.get('location') ?? ''
  const page = await ask('', shop)
  expect([page.status, page.text.includes('/-/gate/plans'), page.text.includes('/-/gate/buy')]).toEqual([
    200,
    false,
    false
  ])
  const reference = /name="reference" type="hidden" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  const paid = await form(`${trial.url}/-/gate/trial/pay`, { reference })
  expect(paid.status).toBe(303)
  const welcome = await ask(trial.url, paid.headers.get('location') ?? '')
  const secret = /name="secret" type="hidden" value="([^"]+)"/.exec(welcome.text)?.[1] ?? ''
  expect((await form(loginUrl, { secret })).status).toBe(200)
  const token = String((await ask('', doneUrl)).body['token'])
  expect((await ask(trial.url, PAID, { token })).status).toBe(200)
})
