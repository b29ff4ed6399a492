// The whole gate: a real registry, an embedded database, the answers that clients get.
import { createHash } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { FEATURE, publish } from '#gate'
import { ask, PATIENCE, useTrial } from './support/gate.ts'

const { trial, make } = useTrial()
const FREE = '/@keys%2frunbook-hello'
const PAID = '/@keys%2frunbook-payments-down'
const TARBALL = '/@keys/runbook-payments-down/-/runbook-payments-down-1.0.0.tgz'

/** Meanwhile nobody is looked at in the background: that happens each minute, and when an earlier test asked for it. */
async function withoutLooks<Value>(act: () => Promise<Value>): Promise<Value> {
  const work = vi.spyOn(trial.gate.parts.sync, 'work').mockResolvedValue({ done: 0, failed: 0 })
  try {
    return await act()
  } finally {
    work.mockRestore()
  }
}

describe('a free pack', () => {
  test.each([
    ['without a token', undefined],
    ['with any token', 'kgt_wrong'],
    ['with the name of a variable', '${NPM_TOKEN}']
  ])('is given %s', async (_, token) => {
    const { status, body, headers } = await ask(trial.url, FREE, token === undefined ? {} : { token })
    expect([status, body['name']]).toEqual([200, '@keys/runbook-hello'])
    expect(headers.get('npm-notice') !== null).toBe(token !== undefined)
    expect(headers.get('cache-control')).toBe(token === undefined ? 'private, no-cache' : 'private, no-store')
    expect(headers.get('vary')).toContain('authorization')
  })
})

describe('a paid pack', () => {
  const paths = [PAID, `${PAID}/latest`, `${PAID}/1.0.0`, TARBALL, '/-/package/@keys%2frunbook-payments-down/dist-tags']

  test.each(paths)('%s is refused without a token, in a sentence', async (path) => {
    for (const method of ['GET', 'HEAD']) {
      const { status, text, headers } = await ask(trial.url, path, {
        method,
        headers: { 'if-none-match': '*', range: 'bytes=0-10' }
      })
      expect(status).toBe(401)
      if (method === 'GET') expect(text).toContain('is part of Operator plan (49 USD a month)')
      expect(headers.get('cache-control')).toBe('private, no-cache')
    }
  })

  test.each(paths)('%s is refused to who did not buy it, and given to who did', async (path) => {
    const buyer = `cus_buyer${paths.indexOf(path)}`
    const { text, unknown } = await withoutLooks(async () => {
      const made = await make.token(buyer)
      return { ...made, unknown: await ask(trial.url, path, { token: made.text }) }
    })
    // Before Stripe was asked nobody knows: it is not refused for good, and not given.
    expect([unknown.status, unknown.body['reason'], unknown.headers.get('retry-after')]).toEqual([503, 'unsure', '10'])
    await make.pays(buyer, [])
    expect((await ask(trial.url, path, { token: text })).status).toBe(402)
    await make.pays(buyer, [FEATURE])
    expect((await ask(trial.url, path, { token: text })).status).toBe(200)
  })

  test('is what was published, byte for byte, and its address is that of the gate', async () => {
    const { text } = await make.token('cus_whole')
    await make.pays('cus_whole', [FEATURE])
    const { body } = await ask(trial.url, PAID, { token: text })
    const { dist } = (body['versions'] as Record<string, { dist: { tarball: string; integrity: string } }>)[
      '1.0.0'
    ] ?? { dist: { tarball: '', integrity: '' } }
    expect(dist.tarball).toBe(trial.url + TARBALL)
    const response = await fetch(dist.tarball, { headers: { authorization: `Bearer ${text}` } })
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(`sha512-${createHash('sha512').update(bytes).digest('base64')}`).toBe(dist.integrity)
  })

  test('is not kept open by an answer that the client has already', async () => {
    const { text } = await make.token('cus_etag')
    await make.pays('cus_etag', [FEATURE])
    const { headers } = await ask(trial.url, PAID, { token: text })
    const etag = headers.get('etag') ?? ''
    expect((await ask(trial.url, PAID, { token: text, headers: { 'if-none-match': etag } })).status).toBe(304)
    await make.pays('cus_etag', [])
    const lapsed = await ask(trial.url, TARBALL, { token: text })
    // It was published while they paid: it stays theirs.
    expect(lapsed.status).toBe(200)
    expect((await ask(trial.url, PAID, { headers: { 'if-none-match': etag } })).status).toBe(401)
  })
})

test('a customer of whom nothing is known yet is looked at as soon as a token is made for them', async () => {
  const { adminSecret } = trial.gate.parts.settings
  const made = await ask(trial.url, '/-/gate/admin/tokens', {
    token: adminSecret,
    method: 'POST',
    body: JSON.stringify({ customer: 'cus_asked', name: 'ci' })
  })
  await vi.waitFor(async () => {
    const { status, body } = await ask(trial.url, PAID, { token: String(made.body['token']) })
    expect([status, body['reason']]).toEqual([402, 'not-bought'])
  }, PATIENCE)
})

test('an incident opens nothing for a customer of whom nothing is known', async () => {
  await withoutLooks(async () => {
    const { text } = await make.token('cus_nothing_known')
    const opened = await ask(trial.url, '/-/gate/break-glass', { method: 'POST', token: text })
    expect([opened.status, opened.body['reason'], opened.headers.get('retry-after')]).toEqual([503, 'unsure', '10'])
    expect((await ask(trial.url, TARBALL, { token: text })).status).toBe(503)
  })
})

test('who stopped paying keeps what was published until then, and a range resolves to it', async () => {
  const { text } = await make.token('cus_lapsed')
  await publish(trial.gate, trial.url, [
    { name: '@keys/runbook-grows', version: '1.0.0', title: 'Grows', entitlement: FEATURE }
  ])
  await make.pays('cus_lapsed', [FEATURE])
  await make.pays('cus_lapsed', [])
  await new Promise((resolve) => setTimeout(resolve, 20))
  await publish(trial.gate, trial.url, [
    { name: '@keys/runbook-grows', version: '1.1.0', title: 'Grows', entitlement: FEATURE }
  ])
  const { status, body, headers } = await ask(trial.url, '/@keys%2frunbook-grows', { token: text })
  expect(status).toBe(200)
  expect(Object.keys(body['versions'] as object)).toEqual(['1.0.0'])
  expect(body['dist-tags']).toEqual({ latest: '1.0.0' })
  expect(Object.keys(body['time'] as object)).not.toContain('1.1.0')
  expect(headers.get('npm-notice')).toContain(
    'One newer version of @keys/runbook-grows came after your subscription ended'
  )
  const newer = await ask(trial.url, '/@keys/runbook-grows/-/runbook-grows-1.1.0.tgz', { token: text })
  expect([newer.status, newer.body['reason']]).toEqual([402, 'lapsed'])
  expect((await ask(trial.url, '/@keys/runbook-grows/-/runbook-grows-1.0.0.tgz', { token: text })).status).toBe(200)
  expect((await ask(trial.url, '/@keys%2frunbook-grows/%5E1.0.0', { token: text })).status).toBe(404)
  // In an incident: three days, once.
  const opened = await ask(trial.url, '/-/gate/break-glass', { method: 'POST', token: text })
  expect([opened.status, opened.body['features']]).toEqual([200, [FEATURE]])
  expect((await ask(trial.url, '/@keys/runbook-grows/-/runbook-grows-1.1.0.tgz', { token: text })).status).toBe(200)
  const again = await ask(trial.url, '/-/gate/break-glass', { method: 'POST', token: text })
  expect([again.status, again.body['reason']]).toEqual([409, 'not-lapsed'])
  const { entries, brokenAt } = await audited()
  expect(brokenAt).toBeNull()
  expect(entries.some(({ action, subject }) => action === 'break-glass' && subject === 'cus_lapsed')).toBe(true)
})

test('who is free in one version and paid in the next gets the free one without a token', async () => {
  await publish(trial.gate, trial.url, [
    { name: '@keys/runbook-mixed', version: '1.0.0', title: 'Mixed', entitlement: null },
    { name: '@keys/runbook-mixed', version: '2.0.0', title: 'Mixed', entitlement: FEATURE }
  ])
  const { status, body, headers } = await ask(trial.url, '/@keys%2frunbook-mixed')
  expect([status, Object.keys(body['versions'] as object), body['readme']]).toEqual([200, ['1.0.0'], ''])
  expect(headers.get('npm-notice')).toContain('need Operator plan')
  expect((await ask(trial.url, '/@keys%2frunbook-mixed/2.0.0')).status).toBe(401)
})

describe('publishing', () => {
  const body = { name: '@keys/runbook-new', versions: {} }

  test.each([
    ['without a token', 401, {}],
    ['with a token that only reads', 403, { scope: 'read' as const }],
    ['with a token for another pack', 403, { scope: 'publish' as const, packs: ['@keys/runbook-other'] }]
  ])('%s is refused before the body is read', async (_, expected, more) => {
    const token = expected === 401 ? undefined : (await make.token('own_p', more)).text
    const { status } = await ask(trial.url, '/@keys%2frunbook-new', {
      method: 'PUT',
      body: JSON.stringify(body),
      ...(token === undefined ? {} : { token })
    })
    expect(status).toBe(expected)
  })

  test('never takes a version away', async () => {
    const { text } = await make.token('own_p', { scope: 'publish' })
    const name = '@keys/runbook-hello'
    const { status, body: answer } = await ask(trial.url, FREE, {
      method: 'PUT',
      token: text,
      body: JSON.stringify({ name, versions: {} })
    })
    expect([status, answer['reason']]).toEqual([422, 'unfit'])
    for (const path of [`${FREE}/-rev/1`, '/@keys/runbook-hello/-/runbook-hello-1.0.0.tgz/-rev/1']) {
      expect((await ask(trial.url, path, { method: 'DELETE', token: text })).status).toBe(405)
    }
    expect((await ask(trial.url, FREE)).status).toBe(200)
  })
})

describe('a token', () => {
  test('lives as long as it says', async () => {
    const { text } = await make.token('cus_t', { expiresAt: Date.now() - 1 })
    const { status, body } = await ask(trial.url, PAID, { token: text })
    expect([status, body['reason']]).toEqual([401, 'expired-token'])
  })

  test('is limited to packs and to networks', async () => {
    await make.pays('cus_t', [FEATURE])
    const other = await make.token('cus_t', { packs: ['@keys/runbook-other'] })
    expect((await ask(trial.url, PAID, { token: other.text })).body['reason']).toBe('other-packs')
    const away = await make.token('cus_t', { networks: ['10.0.0.0/8'] })
    expect(
      (await ask(trial.url, PAID, { token: away.text, headers: { 'x-forwarded-for': '10.1.2.3' } })).body['reason']
    ).toBe('wrong-network')
    const here = await make.token('cus_t', { networks: ['127.0.0.0/8'] })
    expect((await ask(trial.url, PAID, { token: here.text })).status).toBe(200)
  })

  test('is told as unknown, whatever it was, to who does not know its secret', async () => {
    const { text, id } = await make.token('cus_t')
    await trial.gate.parts.tokens.revoke(id, 'admin')
    await trial.gate.parts.memory.look()
    expect((await ask(trial.url, PAID, { token: text })).body['reason']).toBe('revoked-token')
    const { formatToken } = await import('../src/core/token.ts')
    const made = formatToken(new Uint8Array(8), new Uint8Array(32))
    expect((await ask(trial.url, PAID, { token: made.text })).body['reason']).toBe('unknown-token')
  })

  test('goes on for a while after it was rotated, and says so', async () => {
    await make.pays('cus_t', [FEATURE])
    const { text, id } = await make.token('cus_t')
    const next = await trial.gate.parts.tokens.rotate(id, { overlap: 3_600_000, endsBy: null }, 'admin')
    await trial.gate.parts.memory.look()
    const old = await ask(trial.url, PAID, { token: text })
    expect([old.status, old.headers.get('npm-notice')?.includes('was replaced')]).toEqual([200, true])
    expect((await ask(trial.url, PAID, { token: next?.text ?? '' })).status).toBe(200)
    expect(await trial.gate.parts.tokens.rotate(id, { overlap: 3_600_000, endsBy: null }, 'admin')).toBeNull()
  })
})

test('a lock file is checked before an install', async () => {
  const packages = [
    { name: '@keys/runbook-hello', version: '1.0.0' },
    { name: '@keys/runbook-payments-down', version: '1.0.0' },
    { name: '@keys/runbook-nothing', version: '1.0.0' },
    { name: 'express', version: '5.0.0' }
  ]
  const { body } = await ask(trial.url, '/-/gate/check', { method: 'POST', body: JSON.stringify({ packages }) })
  const results = body['packages'] as { installs: boolean; reason: string }[]
  expect([body['installs'], results.map(({ reason }) => reason)]).toEqual([false, ['free', 'no-token', 'unknown-pack']])
})

test('receipts list what was downloaded', async () => {
  const { text } = await make.token('cus_receipts')
  await make.pays('cus_receipts', [FEATURE])
  await ask(trial.url, TARBALL, { token: text })
  const { body } = await ask(trial.url, '/-/gate/receipts', { token: text })
  expect(body['receipts']).toMatchObject([{ name: '@keys/runbook-payments-down', version: '1.0.0', why: 'stripe' }])
  expect((await ask(trial.url, '/-/gate/receipts')).status).toBe(401)
})

test('search shows prices, and gives nothing away', async () => {
  const { body } = await ask(trial.url, '/-/v1/search?text=payments')
  const objects = body['objects'] as {
    package: Record<string, unknown>
    gate: { price: string; yours: string | null }
  }[]
  expect(objects.map((object) => [object.package['name'], object.gate.price, object.gate.yours])).toEqual([
    ['@keys/runbook-payments-down', '49 USD a month', null]
  ])
  expect(JSON.stringify(body)).not.toContain('tarball')
})

async function audited(): Promise<{ entries: { action: string; subject: string }[]; brokenAt: number | null }> {
  const { adminSecret } = trial.gate.parts.settings
  const { body } = await ask(trial.url, '/-/gate/admin/audit', { token: adminSecret })
  return body as unknown as { entries: { action: string; subject: string }[]; brokenAt: number | null }
}

test.each([
  ['no end', null],
  ['ten years', 3650]
])('a token that publishes ends after 90 days, also when it was wanted for %s', async (_, days) => {
  const expiresAt = days === null ? null : Date.now() + days * 86_400_000
  const { token } = await trial.gate.parts.tokens.create(
    {
      customer: 'own_release',
      name: 'release',
      scope: 'publish',
      packs: null,
      networks: null,
      manages: false,
      expiresAt
    },
    'admin'
  )
  expect(Math.round(((token.expiresAt ?? 0) - Date.now()) / 86_400_000)).toBe(90)
  const [listed] = await trial.gate.parts.tokens.list('own_release')
  expect(listed).toMatchObject({ scope: 'publish', lastUsedAt: null })
})
