// Roads by which somebody came to more than was theirs: each stays closed.
import { randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { describe, expect, test, vi } from 'vitest'
import { FEATURE, publish } from '#gate'
import { formatToken, TOKEN_PATTERN } from '../src/core/token.ts'
import { ask, PATIENCE, useTrial } from './support/gate.ts'

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
  const next = await tokens.rotate(id, { overlap: 0, endsBy: null }, 'test')
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
    // 20 a minute; a new minute may begin in the middle of it.
    expect(asked).toBeLessThanOrEqual(40)
    expect(all.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(60 - 40)
  })
})

describe('an address that nobody can read', () => {
  const paths = [
    '/@keys%2frunbook-payments-down',
    '/-/npm/v1/tokens/token',
    '/-/user/token',
    '/-/gate/admin/tokens',
    '/-/gate/buy',
    '/-/gate/login',
    '/-/v1/done',
    '/-/v1/search',
    '/-/package/@keys%2frunbook-hello/dist-tags',
    ''
  ]
  const broken = ['%', '%zz', '%E0%A4', '%c0%af', '%ff', '%00', '100%25%']

  test.each(paths)('%s/... is refused as that, whatever is broken in it', async (path) => {
    const { adminSecret } = trial.gate.parts.settings
    for (const end of [...broken.map((one) => `/${one}`), ...broken.map((one) => `?x=${one}`)]) {
      for (const method of ['GET', 'HEAD', 'PUT', 'POST', 'DELETE']) {
        const status = await rawStatus(method, path + end, adminSecret)
        expect([400, 404], `${method} ${path}${end}: ${status}`).toContain(status)
      }
    }
  })

  test('a token in it is found however it is written', async () => {
    const { text } = await make.token('cus_escaped')
    for (const spelling of [text, text.replace('kgt_', '%6bgt_'), text.replace('kgt_', 'kgt%5F')])
      expect(await rawStatus('GET', `/@keys%2frunbook-hello?token=${spelling}`)).toBe(401)
  })
})

/** `fetch` would tidy up what is sent. */
function rawStatus(method: string, path: string, token?: string): Promise<number> {
  const { hostname, port, host } = new URL(trial.url)
  const headers = { host, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, path, method, headers }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    sent.on('error', reject)
    sent.end()
  })
}

describe('metrics', () => {
  const of = (headers: Record<string, string>): Promise<number> => {
    const { hostname, port } = new URL(trial.url)
    return new Promise((resolve, reject) => {
      const sent = httpRequest({ hostname, port, path: '/-/gate/metrics', headers }, (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode ?? 0))
      })
      sent.on('error', reject)
      sent.end()
    })
  }

  test.each<[string, Record<string, string>, number]>([
    ['by the address of this machine', { host: '127.0.0.1:9' }, 200],
    ['by its name', { host: 'localhost' }, 200],
    ['by its other address', { host: '[::1]:80' }, 200],
    ['by a name that was made to lead here', { host: 'evil.example' }, 401],
    ['by such a name that looks like ours', { host: 'localhost.evil.example' }, 401],
    ['by such a name that begins like an address', { host: '127.0.0.1.evil.example' }, 401],
    ['through a proxy', { host: '127.0.0.1', 'x-forwarded-for': '203.0.113.9' }, 401],
    ['through a proxy of another kind', { host: '127.0.0.1', forwarded: 'for=203.0.113.9' }, 401],
    ['through a proxy that says for whom', { host: '127.0.0.1', 'x-real-ip': '203.0.113.9' }, 401]
  ])('asked %s', async (_, headers, status) => {
    expect(await of(headers)).toBe(status)
    const { adminSecret } = trial.gate.parts.settings
    expect(await of({ ...headers, authorization: `Bearer ${adminSecret}` })).toBe(200)
  })
})

describe('a token that manages no others', () => {
  test('sees itself, and what was downloaded by it, and nothing of the others of its customer', async () => {
    await make.pays('cus_family', [FEATURE])
    const [parent, child, other] = [
      await make.token('cus_family', { manages: true, name: 'parent' }),
      await make.token('cus_family', { name: 'child' }),
      await make.token('cus_family', { name: 'other' })
    ]
    const tarball = '/@keys/runbook-payments-down/-/runbook-payments-down-1.0.0.tgz'
    for (const { text } of [child, other]) expect((await ask(trial.url, tarball, { token: text })).status).toBe(200)
    const namesFor = async (token: string): Promise<unknown> => {
      const { objects } = (await ask(trial.url, '/-/npm/v1/tokens', { token })).body as { objects: { name: string }[] }
      const { receipts } = (await ask(trial.url, '/-/gate/receipts', { token })).body as {
        receipts: { token: string }[]
      }
      return [objects.map(({ name }) => name), receipts.map((one) => one.token).toSorted()]
    }
    expect(await namesFor(child.text)).toEqual([['child'], [child.id]])
    expect(await namesFor(parent.text)).toEqual([['parent', 'child', 'other'], [child.id, other.id].toSorted()])
  })

  test.each(['/-/npm/v1/tokens', '/-/gate/receipts', '/-/npm/v1/user', '/-/whoami'])(
    '%s says how to sign in, and speaks of no pack',
    async (path) => {
      for (const token of [undefined, 'kgt_half', '${KEYS_TOKEN}']) {
        const { status, body } = await ask(trial.url, path, token === undefined ? {} : { token })
        expect([status, body['error']]).toEqual([
          401,
          expect.stringMatching(/^[A-Z].* To sign in: npm login --scope=@keys --registry=http:\/\/\S+$/)
        ])
        expect(body['error']).not.toMatch(/This (is|needs)|plan|Sign in first/)
      }
    }
  )
})

describe('a receipt', () => {
  const receipts = async (token: string): Promise<unknown[]> =>
    (await ask(trial.url, '/-/gate/receipts', { token })).body['receipts'] as unknown[]

  test('is for what was sent whole, and not for who went away in the middle', async () => {
    const name = '@keys/runbook-heavy'
    // Nothing that is compressed away: more than what waits in a socket.
    const data = randomBytes(6_000_000).toString('base64')
    await publish(trial.gate, trial.url, [
      { name, version: '1.0.0', title: 'Heavy', entitlement: FEATURE, files: { 'data.txt': data } }
    ])
    await make.pays('cus_leaves', [FEATURE])
    const { text } = await make.token('cus_leaves')
    const path = `/${name}/-/runbook-heavy-1.0.0.tgz`
    const { hostname, port, host } = new URL(trial.url)
    await new Promise<void>((resolve) => {
      const sent = httpRequest({ hostname, port, path, headers: { host, authorization: `Bearer ${text}` } })
      sent.on('error', () => undefined)
      sent.on('response', (response) => {
        expect(response.statusCode).toBe(200)
        response.once('data', () => sent.destroy())
      })
      sent.on('close', resolve)
      sent.end()
    })
    await ask(trial.url, path, { token: text, method: 'HEAD' })
    expect(await receipts(text)).toEqual([])
    const whole = await fetch(trial.url + path, { headers: { authorization: `Bearer ${text}` } })
    expect((await whole.arrayBuffer()).byteLength).toBeGreaterThan(5_000_000)
    await vi.waitFor(async () => expect(await receipts(text)).toMatchObject([{ name, version: '1.0.0' }]), PATIENCE)
  })
})

// The last: from then on this address has to wait.
test('an address from which tokens are guessed has to wait; a known token from there does not', async () => {
  await make.pays('cus_shares', [FEATURE])
  const { text } = await make.token('cus_shares')
  expect(await statusWith(text)).toBe(200)
  const random = (): Uint8Array => crypto.getRandomValues(new Uint8Array(32))
  const statuses = new Map<number, number>()
  // 300 in a minute are looked at. Counting begins anew with each minute, and one may end in the middle of this.
  for (let turn = 0; turn < 40 && !statuses.has(429); turn++) {
    const tokens = Array.from({ length: 20 }, () => formatToken(random().slice(0, 8), random()).text)
    for (const status of await Promise.all(tokens.map((one) => statusWith(one))))
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  expect(statuses.get(401)).toBeGreaterThan(250)
  expect(statuses.get(429)).toBeGreaterThan(0)
  expect(await statusWith(text)).toBe(200)
})
