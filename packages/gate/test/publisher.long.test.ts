// Who publishes, with the client that they have; and what strangers send in its place.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { FEATURE, publish } from '#gate'
import { CLIENTS, Project, type Ran } from './support/clients.ts'
import { ask, PATIENCE, useTrial } from './support/gate.ts'

const { trial, make } = useTrial()
const root = mkdtempSync(join(tmpdir(), 'keys-gate-publisher-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const NAME = '@keys/runbook-tagged'
const PATH = '/@keys%2frunbook-tagged'

/** npm, with a token that publishes. */
async function npm(args: readonly string[]): Promise<Ran> {
  const client = CLIENTS.find(({ name }) => name === 'npm-11')
  if (client === undefined) throw new Error('There is no npm 11.')
  const project = new Project(client, root, 'publisher')
  const { text } = await make.token('own_publisher', { scope: 'publish' })
  project.write(client.settings(trial.url, text))
  return project.run([...args])
}

describe.each(['npm-10', 'npm-11', 'pnpm-12'])('%s', (name) => {
  const pack = `@keys/runbook-by-${name}`

  test('publishes a pack, which is given to who bought it, and to nobody else', async () => {
    const client = CLIENTS.find((one) => one.name === name)
    if (client === undefined) throw new Error(`There is no ${name}.`)
    const project = new Project(client, root, 'publishes')
    const { text: publisher } = await make.token('own_publisher', { scope: 'publish' })
    project.write({
      ...client.settings(trial.url, publisher),
      'package.json': JSON.stringify({ name: pack, version: '1.0.0', license: 'MIT' }),
      'pack.json': JSON.stringify({ slug: 'x', entitlement: FEATURE }),
      'README.md': '# Whole'
    })
    const args = name === 'pnpm-12' ? ['publish', '--no-git-checks'] : ['publish']
    const published = await project.run(args)
    expect(published.code, published.output).toBe(0)
    const { text: buyer } = await make.token('cus_buys')
    await make.pays('cus_buys', [FEATURE])
    const buys = new Project(client, root, 'buys')
    buys.write(client.settings(trial.url, buyer))
    const added = await buys.run([...client.add, pack])
    expect([added.code, added.installed(pack)], added.output).toEqual([0, '1.0.0'])
    expect((await ask(trial.url, `/${pack.replace('/', '%2f')}`)).status).toBe(401)
    // The same again is refused, and stays what it was.
    const again = await project.run(args)
    expect(again.code, again.output).not.toBe(0)
  })
})

describe('a package with two versions', () => {
  test('is found by npm search as soon as it is published, before anybody has asked for it', async () => {
    await publish(trial.gate, trial.url, [
      { name: NAME, version: '1.0.0', title: 'Tagged', entitlement: FEATURE },
      { name: NAME, version: '1.1.0', title: 'Tagged', entitlement: FEATURE }
    ])
    await vi.waitFor(async () => {
      const { output } = await npm(['search', 'tagged', `--registry=${trial.url}/`])
      expect(output).toContain(NAME)
      expect(output).toContain('[49 USD a month]')
    }, PATIENCE)
  })

  test('bears the tags that npm gives it, and no others', async () => {
    const added = await npm(['dist-tag', 'add', `${NAME}@1.0.0`, 'old'])
    expect(added.code, added.output).toBe(0)
    const { text } = await make.token('cus_tags')
    await make.pays('cus_tags', [FEATURE])
    const tags = async () => (await ask(trial.url, '/-/package/@keys%2frunbook-tagged/dist-tags', { token: text })).body
    expect(await tags()).toEqual({ latest: '1.1.0', old: '1.0.0' })
    expect((await npm(['dist-tag', 'add', `${NAME}@9.9.9`, 'none'])).code).not.toBe(0)
    const removed = await npm(['dist-tag', 'rm', NAME, 'old'])
    expect(removed.code, removed.output).toBe(0)
    expect(await tags()).toEqual({ latest: '1.1.0' })
  })

  test('does not go away, and npm does not say that it did', async () => {
    for (const what of [`${NAME}@1.0.0`, NAME]) {
      const { code, output } = await npm(['unpublish', what, '--force'])
      expect(code, output).not.toBe(0)
      expect(output).toContain('never taken away')
    }
    const { text } = await make.token('cus_stays')
    await make.pays('cus_stays', [FEATURE])
    expect(Object.keys((await ask(trial.url, PATH, { token: text })).body['versions'] as object)).toHaveLength(2)
  })

  test('is told to be deprecated', async () => {
    const { code, output } = await npm(['deprecate', `${NAME}@1.0.0`, 'Use 1.1.'])
    expect(code, output).toBe(0)
    expect((await npm(['view', `${NAME}@1.0.0`, 'deprecated'])).output).toContain('Use 1.1.')
  })
})

test.each([
  ['a version that is not there', '"9.9.9"'],
  ['an object', '{}'],
  ['nothing', 'null'],
  ['a list', '["1.0.0"]'],
  ['what every object has', '"__proto__"'],
  ['the same', '"constructor"'],
  ['something long', 'x'.repeat(2000)]
])('a tag for %s is refused', async (_, body) => {
  const { text } = await make.token('own_publisher', { scope: 'publish' })
  const { status } = await ask(trial.url, '/-/package/@keys%2frunbook-hello/dist-tags/evil', {
    method: 'PUT',
    token: text,
    body,
    headers: { 'content-type': 'application/json' }
  })
  expect([413, 422]).toContain(status)
})

describe('a lock file that is made to deceive', () => {
  const check = (packages: readonly object[]) =>
    ask(trial.url, '/-/gate/check', { method: 'POST', body: JSON.stringify({ packages }) })

  test('leads to no other folder', async () => {
    const { storage } = trial.gate.parts.registry
    const asked = vi.spyOn(storage, 'getPackage')
    const names = [
      '@keys/../../x',
      '@keys/..',
      '@keys/.',
      '@keys/x/y',
      '@keys/',
      '@keys',
      '@keys/X',
      '@keys/x\0',
      '@keys/%2e%2e'
    ]
    const { body } = await check(names.map((name) => ({ name, version: '1.0.0' })))
    expect(body['installs']).toBe(false)
    expect(asked).not.toHaveBeenCalled()
    asked.mockRestore()
  })

  test('costs little: some hundreds of names at most', async () => {
    const names = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `@keys/x${index}`, version: '1.0.0' }))
    expect((await check(names(200))).status).toBe(200)
    expect((await check(names(201))).body['reason']).toBe('many')
    expect((await check(names(5001))).status).toBe(400)
  })
})

describe('words that nobody can store or show', () => {
  const words = ['\0', '\u001b[31mred', 'two\nlines', '\ud800', '\u202eevil', '\u2028', '', 'x'.repeat(101)]

  test.each(words)('%j is no name of a token', async (name) => {
    const { text } = await make.token('cus_words', { manages: true })
    const { adminSecret } = trial.gate.parts.settings
    for (const [path, token, body] of [
      ['/-/npm/v1/tokens', text, { name }],
      ['/-/npm/v1/tokens', text, { description: name }],
      ['/-/gate/admin/tokens', adminSecret, { customer: 'cus_words', name }],
      ['/-/gate/admin/grants', adminSecret, { customer: 'cus_words', feature: name, kind: 'support' }]
    ] as const) {
      const answer = await ask(trial.url, path, { method: 'POST', token, body: JSON.stringify(body) })
      expect([answer.status, answer.body['reason']], path).toEqual([400, 'unfit'])
    }
  })

  test.each(['Grüße', 'CI für 東京', '🔑 ci', "it's"])('%s is', async (name) => {
    const { text } = await make.token('cus_words', { manages: true })
    const made = await ask(trial.url, '/-/npm/v1/tokens', {
      method: 'POST',
      token: text,
      body: JSON.stringify({ name })
    })
    expect([made.status, made.body['name']]).toEqual([200, name])
  })

  test('and the audit is whole after all of it', async () => {
    for (const after of ['0', '1e308', '-1', 'Infinity', '99999999999', '1.5', 'x', '']) {
      const { status, body } = await ask(trial.url, `/-/gate/admin/audit?after=${after}`, {
        token: trial.gate.parts.settings.adminSecret
      })
      expect([status, body['brokenAt']], after).toEqual([200, null])
    }
  })
})

test('what is given once is given once, however many ask at the same moment', async () => {
  const { logins, tokens } = trial.gate.parts
  const at = <Value>(count: number, act: () => Promise<Value>): Promise<Value[]> =>
    Promise.all(Array.from({ length: count }, () => act()))
  await make.pays('cus_races', [FEATURE])
  await make.pays('cus_races', [])
  const { text, id } = await make.token('cus_races')
  const glass = await at(10, () => ask(trial.url, '/-/gate/break-glass', { method: 'POST', token: text }))
  expect(glass.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    200,
    ...Array.from({ length: 9 }, () => 409)
  ])
  const code = await logins.code('cus_races')
  const begun = await at(5, () => logins.begin('laptop'))
  const approved = await Promise.all(begun.map((one) => logins.approveByCode(one.id, code)))
  expect(approved.filter((one) => one === 'approved')).toHaveLength(1)
  const polls = await Promise.all(begun.flatMap(({ secret }) => [logins.poll(secret), logins.poll(secret)]))
  expect(polls.filter(({ state }) => state === 'done')).toHaveLength(1)
  const heirs = await at(5, () => tokens.rotate(id, { overlap: 0, endsBy: null }, 'test'))
  expect(heirs.filter((heir) => heir !== null)).toHaveLength(1)
  const codes = await at(5, () => logins.codeFor('cs_race', 'cus_races'))
  expect(codes.filter((one) => one !== null)).toHaveLength(1)
})
