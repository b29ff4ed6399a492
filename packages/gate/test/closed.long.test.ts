// Nothing comes out: every route that the registry behind has, past the gate and through it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { FEATURE, publish, samplePack, startRegistry } from '#gate'
import { TOKEN_PATTERN } from '../src/core/token.ts'
import { probe } from '../src/registry/probe.ts'
import { KeysGatePlugin } from '../src/registry/plugin.ts'
import { configOf } from '../src/registry/verdaccio.ts'
import { ask, useTrial } from './support/gate.ts'

const { trial, make } = useTrial()
const NAME = '@keys/runbook-payments-down'
const FILE = 'runbook-payments-down-1.0.0.tgz'
/** What only who may gets to see. */
const SECRETS = [FILE, '"dist"', 'Installed from the gate']

interface Layer {
  route?: { path: string | string[]; methods: Record<string, boolean> }
  handle?: { stack?: Layer[] }
}

/** The routes, as the registry behind has registered them. */
function routesOf(): [method: string, path: string][] {
  const app = trial.gate.parts.registry.handle as unknown as { _router: { stack: Layer[] } }
  const walk = (layers: readonly Layer[]): [string, string][] =>
    layers.flatMap((layer) => {
      const own = layer.route
      const paths = own === undefined ? [] : [own.path].flat()
      return [
        ...paths.flatMap((path) =>
          Object.keys(own?.methods ?? {}).map((method): [string, string] => [method.toUpperCase(), path])
        ),
        ...walk(layer.handle?.stack ?? [])
      ]
    })
  return walk(app['_router'].stack)
}

function filled(path: string): string {
  return path
    .replace(/:package\b|\/@:scope\/:package/, NAME.replace('/', '%2f'))
    .replace(/:filename/, FILE)
    .replace(/:version\??/, '1.0.0')
    .replace(/:_rev\??/, '-rev')
    .replace(/:revision\??/, '1')
    .replace(/:tag/, 'latest')
    .replace(/:org_couchdb_user/, 'org.couchdb.user:x')
    .replace(/:\w+\??/g, 'x')
    .replace(/\(.*?\)/g, '')
    .replace(/\*/g, 'x')
}

describe('every route of the registry behind', () => {
  test('is known: a new one is looked at by a person first', () => {
    expect(
      routesOf()
        .map(([method, path]) => `${method} ${path}`)
        .toSorted()
    ).toMatchInlineSnapshot(`
      [
        "DELETE /-/npm/v1/tokens/token/:tokenKey",
        "DELETE /-/package/:package/dist-tags/:tag",
        "DELETE /-/user/token/*",
        "DELETE /:package/-/:filename/-rev/:revision",
        "DELETE /:package/-rev/*",
        "GET /",
        "GET /*",
        "GET /-/_view/starredByUser",
        "GET /-/all(/since)?",
        "GET /-/npm/v1/tokens",
        "GET /-/npm/v1/user",
        "GET /-/package/:package/dist-tags",
        "GET /-/ping",
        "GET /-/static/favicon.ico",
        "GET /-/user/:org_couchdb_user",
        "GET /-/v1/search",
        "GET /-/whoami",
        "GET /:package/-/:filename",
        "GET /:package/:version?",
        "POST /-/npm/v1/tokens",
        "POST /-/npm/v1/user",
        "POST /-/package/:package/dist-tags",
        "POST /-/package/:package/dist-tags/:tag",
        "PUT /-/package/:package/dist-tags/:tag",
        "PUT /-/user/:org_couchdb_user/:_rev?/:revision?",
        "PUT /:package/-/:filename/*",
        "PUT /:package/:_rev?/:revision?",
        "PUT /:package/:tag",
      ]
    `)
  })

  test('gives nothing past the gate', async () => {
    const server = createServer(trial.gate.parts.registry.handle)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { text } = await make.token('cus_foreign', { scope: 'publish' })
    try {
      for (const [method, path] of routesOf()) {
        for (const token of [undefined, text]) {
          const answer = await ask(url, filled(path), {
            method,
            ...(token === undefined ? {} : { token }),
            ...(method === 'PUT' || method === 'POST'
              ? { body: '{}', headers: { 'content-type': 'application/json' } }
              : {})
          })
          expectNothing(`${method} ${path}`, answer.text)
        }
      }
    } finally {
      server.close()
    }
  })

  test('gives nothing through the gate, to nobody and to a customer of something else', async () => {
    const { text } = await make.token('cus_foreign')
    await make.pays('cus_foreign', ['something-else'])
    for (const [method, path] of routesOf()) {
      for (const token of [undefined, text]) {
        const answer = await ask(trial.url, filled(path), {
          method,
          ...(token === undefined ? {} : { token }),
          ...(method === 'PUT' || method === 'POST'
            ? { body: '{}', headers: { 'content-type': 'application/json' } }
            : {})
        })
        expectNothing(`${method} ${path}`, answer.text)
        // Nobody is taken for somebody: not by signing in, not by registering.
        if (answer.status < 300) expect(answer.text).not.toMatch(TOKEN_PATTERN)
      }
    }
  })
})

function expectNothing(route: string, text: string): void {
  for (const secret of SECRETS)
    expect(text.includes(secret), `${route} gives ${secret}: ${text.slice(0, 200)}`).toBe(false)
}

describe('spellings of a name', () => {
  test.each([
    '/@keys%2frunbook-payments-down',
    '/%40keys%2Frunbook-payments-down',
    '/@keys/runbook-payments-down',
    '/@KEYS/runbook-payments-down',
    '/@keys//runbook-payments-down',
    '//@keys/runbook-payments-down',
    '/./@keys/runbook-payments-down',
    '/x/../@keys/runbook-payments-down',
    '/@keys/./runbook-payments-down',
    '/@keys/runbook-payments-down/',
    '/@keys/runbook-payments-down;x',
    '/@keys/runbook-payments-down%00',
    '/@keys%252frunbook-payments-down',
    '/@keys\\runbook-payments-down',
    '/@keys/runbook-payments-down?x=/..',
    '/@keys/runbook-payments-down#x',
    `/@keys/runbook-payments-down/-/${FILE}`,
    `/@keys/runbook-payments-down/-/${FILE.toUpperCase()}`,
    `/@keys/runbook-payments-down/-/../${FILE}`,
    '/@keys/runbook-payments-down/-/@keys/runbook-payments-down-1.0.0.tgz',
    `/@keys/${'x'.repeat(5000)}`,
    '/@keys/constructor',
    '/@keys/__proto__',
    '/@keys/runbook-payments-down/__proto__'
  ])('%s is refused', async (path) => {
    const { status, text } = await raw(path)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expectNothing(path, text)
  })
})

/** Sends a path as it is; `fetch` would tidy it up. */
function raw(path: string, headers: Record<string, string | string[]> = {}): Promise<{ status: number; text: string }> {
  const { hostname, port, host } = new URL(trial.url)
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, path, headers: { host, ...headers } }, (response: IncomingMessage) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

/** Sends bytes as they are, and reads until the gate closes: it goes on with no connection whose bytes it did not understand. */
function bytes(text: string): Promise<string> {
  const { hostname, port } = new URL(trial.url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(text))
    let answer = ''
    socket.on('data', (part) => (answer += part.toString()))
    socket.on('close', () => resolve(answer))
    socket.on('error', () => resolve(answer))
  })
}

describe('requests that are made to deceive', () => {
  test('a foreign host gets no address of a tarball', async () => {
    const { status, text } = await raw('/@keys%2frunbook-hello', { host: 'evil.example' })
    expect([status, text.includes('evil.example')]).toEqual([421, false])
  })

  test.each(['x-forwarded-host', 'x-forwarded-proto', 'forwarded'])('%s changes nothing', async (header) => {
    const { body } = await ask(trial.url, '/@keys%2frunbook-hello', { headers: { [header]: 'evil.example' } })
    expect(JSON.stringify(body)).not.toContain('evil.example')
    expect(JSON.stringify(body)).toContain(`${trial.url}/@keys/runbook-hello/-/`)
  })

  test('two tokens are none', async () => {
    const { host } = new URL(trial.url)
    const { text } = await make.token('cus_two')
    await make.pays('cus_two', [FEATURE])
    const answer = await bytes(
      `GET /@keys%2frunbook-payments-down HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${text}\r\nauthorization: Bearer x\r\nconnection: close\r\n\r\n`
    )
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  })

  test.each([
    ['two lengths', 'content-length: 4\r\ncontent-length: 5\r\n'],
    ['a length and pieces', 'content-length: 4\r\ntransfer-encoding: chunked\r\n'],
    ['two hosts', 'host: evil.example\r\n'],
    ['a folded header', 'x: a\r\n b: c\r\nx:\r\n\tauthorization: Bearer y\r\n']
  ])('%s are refused', async (_, lines) => {
    const { host } = new URL(trial.url)
    const smuggled = 'GET /@keys%2frunbook-payments-down HTTP/1.1\r\nhost: x\r\n\r\n'
    const answer = await bytes(
      `GET /@keys%2frunbook-payments-down HTTP/1.1\r\nhost: ${host}\r\n${lines}\r\n${smuggled}`
    )
    expect(answer.match(/HTTP\/1\.1 2\d\d/)).toBeNull()
    expectNothing(lines, answer)
  })

  test('a header that names a customer names nobody', async () => {
    await make.pays('cus_named', [FEATURE])
    for (const header of ['x-customer', 'x-stripe-customer', 'x-remote-user', 'cookie']) {
      expect(
        (await ask(trial.url, '/@keys%2frunbook-payments-down', { headers: { [header]: 'cus_named' } })).status
      ).toBe(401)
    }
  })

  test('a token in the address is refused, and not repeated', async () => {
    const { text } = await make.token('cus_address')
    const { status, text: answer } = await raw(`/@keys%2frunbook-payments-down?token=${text}`)
    expect([status, answer.includes(text)]).toEqual([401, false])
  })

  test('no answer repeats what was sent', async () => {
    const marks = [
      'hunter2secret',
      `kgt_${'A'.repeat(12)}_${'B'.repeat(49)}`,
      'sk_live_hunter2',
      '<script>alert(1)</script>'
    ]
    for (const mark of marks) {
      for (const path of [
        '/@keys%2frunbook-payments-down',
        '/-/whoami',
        '/-/npm/v1/tokens',
        '/-/gate/receipts',
        '/-/gate/admin/audit',
        '/-/gate/metrics'
      ]) {
        const { text, headers } = await ask(trial.url, path, {
          token: mark,
          headers: { 'user-agent': mark, referer: mark }
        })
        expect(text + JSON.stringify([...headers])).not.toContain(mark)
      }
    }
  })

  test('a gated name and an unknown one are told apart, by choice, and nothing more', async () => {
    expect((await ask(trial.url, '/@keys%2frunbook-none')).status).toBe(404)
    expect((await ask(trial.url, '/@keys%2frunbook-none/-/runbook-none-1.0.0.tgz')).status).toBe(404)
    expect((await ask(trial.url, '/@keys%2frunbook-payments-down/9.9.9')).status).toBe(404)
  })
})

describe('wrong tokens', () => {
  test('that are malformed never reach the database; unknown ones cost what known ones cost', async () => {
    const { memory } = trial.gate.parts
    const { formatToken } = await import('../src/core/token.ts')
    const count = async (token: string): Promise<number> => {
      const before = memory.reads
      await ask(trial.url, '/@keys%2frunbook-payments-down', { token })
      return memory.reads - before
    }
    expect(await count('kgt_x')).toBe(0)
    const random = (): Uint8Array => crypto.getRandomValues(new Uint8Array(32))
    const unknown = await count(formatToken(random().slice(0, 8), random()).text)
    const { text } = await make.token('cus_cost')
    const wrongSecret = formatToken(random().slice(0, 8), random())
    expect(unknown).toBe(1)
    expect(await count(text.slice(0, 17) + wrongSecret.text.slice(17))).toBe(0)
  })

  test('no answer tells by its time, coarsely, whether the id of a token is known', async () => {
    const { formatToken } = await import('../src/core/token.ts')
    const random = (): Uint8Array => crypto.getRandomValues(new Uint8Array(32))
    const { text } = await make.token('cus_time')
    const known = (): string => text.slice(0, 17) + formatToken(random().slice(0, 8), random()).text.slice(17)
    const unknown = (): string => formatToken(random().slice(0, 8), random()).text
    const time = async (token: string): Promise<number> => {
      const began = performance.now()
      expect((await ask(trial.url, '/@keys%2frunbook-payments-down', { token })).status).toBe(401)
      return performance.now() - began
    }
    const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] }
    // Many more would be taken for an attack on the tests that follow.
    for (let turn = 0; turn < 30; turn++) {
      times.known.push(await time(known()))
      times.unknown.push(await time(unknown()))
    }
    // The shortest of each: whatever else the machine does makes an answer longer, and never shorter.
    const ratio = Math.min(...times.known) / Math.min(...times.unknown)
    expect(Math.max(ratio, 1 / ratio)).toBeLessThan(5)
  })
})

describe('what is published to deceive', () => {
  const put = async (name: string, body: object): Promise<{ status: number; error: unknown }> => {
    const { text } = await make.token('own_mallory', { scope: 'publish' })
    const { status, body: answer } = await ask(trial.url, `/${name.replace('/', '%2f')}`, {
      method: 'PUT',
      token: text,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' }
    })
    return { status, error: answer['error'] }
  }
  const sample = (more: object = {}) =>
    samplePack({ name: '@keys/runbook-evil', version: '1.0.0', title: 'Evil', entitlement: FEATURE, ...more })

  test('an address of a tarball elsewhere is refused, and never asked', async () => {
    let asked = 0
    const listener = createServer((_request, response) => {
      asked++
      response.end()
    })
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
    const body = sample().body as { versions: Record<string, { dist: { tarball: string } }> }
    const dist = body.versions['1.0.0']?.dist
    if (dist !== undefined) dist.tarball = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/secret`
    expect((await put('@keys/runbook-evil', body)).status).toBe(422)
    listener.close()
    expect(asked).toBe(0)
  })

  test.each([
    ['no pack.json', { files: { 'pack.json': '' } }],
    ['an entitlement that is no text', { files: { 'pack.json': '{"entitlement": 0}' } }],
    ['an entitlement that is empty', { files: { 'pack.json': '{"entitlement": ""}' } }],
    ['two entitlements', { files: { 'pack.json': '{"entitlement": "a", "entitlement": "b"}' } }],
    ['another name in the tarball', { files: { 'package.json': '{"name":"@keys/runbook-other","version":"1.0.0"}' } }],
    ['another version in the tarball', { files: { 'package.json': '{"name":"@keys/runbook-evil","version":"2.0.0"}' } }]
  ])('%s', async (_, more) => {
    expect((await put('@keys/runbook-evil', sample(more).body)).status).toBe(422)
    expect((await ask(trial.url, '/@keys%2frunbook-evil')).status).toBe(404)
  })

  test('a tarball that is another than its hash', async () => {
    const body = sample().body as { versions: Record<string, { dist: { shasum: string } }> }
    const dist = body.versions['1.0.0']?.dist
    if (dist !== undefined) dist.shasum = '0'.repeat(40)
    expect((await put('@keys/runbook-evil', body)).status).toBe(422)
  })

  test('a package of another scope', async () => {
    expect((await put('@other/x', { name: '@other/x' })).status).toBe(404)
    expect((await put('lodash', { name: 'lodash' })).status).toBe(404)
  })

  test('a version that is there already stays what it was', async () => {
    await publish(trial.gate, trial.url, [
      { name: '@keys/runbook-once', version: '1.0.0', title: 'Once', entitlement: FEATURE }
    ])
    const { status } = await put(
      '@keys/runbook-once',
      samplePack({ name: '@keys/runbook-once', version: '1.0.0', title: 'Once', entitlement: null }).body
    )
    expect(status).toBe(409)
    expect((await ask(trial.url, '/@keys%2frunbook-once')).status).toBe(401)
  })
})

describe('the configuration of the registry behind', () => {
  const config = configOf({ folder: '/nowhere', store: null }, 'x'.repeat(32)) as Record<string, object>

  test('denies by itself, asks nobody else, and shows no pages', () => {
    expect(config).toMatchObject({
      uplinks: {},
      web: { enable: false },
      packages: {
        '**': { access: ['keys-gate-passed'], publish: ['keys-gate-passed'], unpublish: ['keys-gate-passed'] }
      }
    })
    expect(Object.keys(config['auth'] ?? {})).toEqual(['keys-gate'])
    // Each of these opens something.
    for (const name of ['_debug', 'listen', 'experiments', 'server', 'security', 'notify'])
      expect(config).not.toHaveProperty(name)
  })
})

describe('a registry behind whose parts are missing or open', () => {
  const root = mkdtempSync(join(tmpdir(), 'keys-gate-closed-'))
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  /** A plugin of somebody else, in a folder where Verdaccio finds it. */
  const plugins = (name: string, text: string): string => {
    const folder = join(root, name, 'verdaccio-keys-gate')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "name": "verdaccio-keys-gate", "main": "./index.cjs" }')
    writeFileSync(join(folder, 'index.cjs'), text)
    return join(root, name)
  }
  const allows =
    'module.exports = () => ({ allow_access: (_user, _pack, done) => done(null, true), register_middlewares: () => undefined, filter_metadata: (all) => all })'
  const everybody = { access: ['$all'], publish: ['keys-gate-passed'], unpublish: ['keys-gate-passed'] }

  test.each<[string, Record<string, unknown>, string]>([
    ['whose plugin is not found', { plugins: join(root, 'empty'), auth: { nobody: {} } }, 'was not loaded'],
    ['whose plugin is another', { plugins: plugins('another', allows) }, 'not loaded'],
    [
      'whose plugin throws',
      { plugins: plugins('throws', 'module.exports = () => { throw new Error("no") }') },
      'not loaded'
    ],
    [
      'with a second plugin that says yes',
      { auth: { 'keys-gate': {}, htpasswd: { file: join(root, 'htpasswd') } } },
      'plugins decide'
    ],
    [
      'with a plugin before it',
      { auth: { htpasswd: { file: join(root, 'htpasswd') }, 'keys-gate': {} } },
      'another plugin decides'
    ],
    ['with a filter, which opens where it throws', { filters: { 'keys-gate': {} } }, 'filters'],
    ['without the part that starts', { middlewares: {} }, 'was not loaded'],
    ['that lets everybody read', { packages: { '**': everybody } }, 'gives leave to somebody'],
    [
      'that lets everybody read one scope',
      { packages: { '@keys/*': everybody, '**': { access: ['keys-gate-passed'] } } },
      'gives leave to somebody'
    ],
    ['without a rule for all', { packages: { '@keys/*': { access: ['keys-gate-passed'] } } }, 'no rule holds'],
    [
      'that asks another registry',
      { uplinks: { npmjs: { url: 'https://registry.example' } } },
      'asks other registries'
    ],
    ['that shows pages', { web: { enable: true } }, 'shows pages'],
    ['that tells of itself', { _debug: true }, '_debug'],
    ['that remembers credentials', { server: { legacyAuthCache: { enabled: true } } }, 'server'],
    ['that sends tarballs elsewhere', { experiments: { tarball_url_redirect: 'https://x' } }, 'experiments']
  ])('%s does not start', async (name, change, part) => {
    const folder = join(root, name.replace(/\W/g, '-'))
    await expect(startRegistry({ folder, store: null }, change)).rejects.toThrow(part)
  })

  test('with the disk in place of a storage plugin that is not there does not start', async () => {
    const folder = join(root, 'store')
    await expect(startRegistry({ folder, store: { name: 'not-there', settings: {} } })).rejects.toThrow(
      'the disk took its place'
    )
  })
})

describe('the gate asks itself before it listens', () => {
  const opens = (_request: IncomingMessage, response: ServerResponse): void => {
    response.statusCode = 200
    response.end('{ "name": "@keys/runbook-probe" }')
  }
  const refuses = (_request: IncomingMessage, response: ServerResponse): void => {
    response.statusCode = 401
    response.end('{}')
  }

  test('and starts when both refuse', async () => {
    await expect(probe(trial.gate.parts, refuses)).resolves.toBeUndefined()
  })

  test('and not when it would give a paid pack to nobody', async () => {
    await expect(probe(trial.gate.parts, opens)).rejects.toThrow('which is paid for, without a token')
  })

  test('and not when the registry behind answers past it', async () => {
    const parts = { ...trial.gate.parts, registry: { ...trial.gate.parts.registry, handle: opens } }
    await expect(probe(parts, refuses)).rejects.toThrow('past the gate')
  })
})

describe('hooks that go wrong', () => {
  test('nobody is let in by a decision that throws, and the process goes on', async () => {
    const { catalog, memory } = trial.gate.parts
    const { text } = await make.token('cus_throws')
    await make.pays('cus_throws', [FEATURE])
    const [describeIt, principalOf] = [catalog.describe.bind(catalog), memory.principalOf.bind(memory)]
    try {
      catalog.describe = () => Promise.reject(new Error('broken'))
      const first = await ask(trial.url, '/@keys%2frunbook-payments-down', { token: text })
      expect([first.status, first.body['reason']]).toEqual([503, 'fault'])
      catalog.describe = describeIt
      memory.principalOf = () => {
        throw new Error('broken')
      }
      expect((await ask(trial.url, '/@keys%2frunbook-payments-down', { token: text })).status).toBe(503)
      // What is free does not depend on it.
      expect((await ask(trial.url, '/@keys%2frunbook-hello', { token: text })).status).toBe(200)
    } finally {
      catalog.describe = describeIt
      memory.principalOf = principalOf
    }
    expect((await ask(trial.url, '/@keys%2frunbook-payments-down', { token: text })).status).toBe(200)
  })

  test('every hook of the plugin ends in its callback once, with an error, where the gate is not around it', () => {
    const plugin = new KeysGatePlugin()
    const ends: unknown[] = []
    const end = (error: unknown, value?: unknown): void => void ends.push([error instanceof Error, value])
    plugin.authenticate('x', 'y', end)
    plugin.adduser('x', 'y', end)
    plugin.changePassword('x', 'y', 'z', end)
    plugin.allow_access({}, { name: '@keys/x' }, end)
    plugin.allow_publish({}, { name: '@keys/x' }, end)
    plugin.allow_unpublish({}, { name: '@keys/x' }, end)
    expect(ends).toEqual(Array.from({ length: 6 }, () => [true, undefined]))
  })
})
