// npm's own settings decide which registry is asked, by what way, with what, and how old a version has to be.
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { npmSettings } from '../src/registry/npm-settings.ts'
import { publishedFiles } from '../src/registry/published-pack.ts'
import { UsageError } from '../src/usage-error.ts'

const NAME = '@acme/runbook-queue-stuck'
const TARBALL = Buffer.from('no tarball')
const TIMES = { '1.0.0': '2026-01-01T00:00:00Z', '1.1.0': '2026-06-01T00:00:00Z' }

interface Listener {
  url: string
  port: number
  seen: { path: string; authorization: string | null; via: string | null }[]
}

async function listen(
  answer: (incoming: IncomingMessage) => Promise<{ status: number; body: Buffer }>
): Promise<Listener> {
  const seen: Listener['seen'] = []
  const server = createServer(async (incoming, response) => {
    const { authorization = null, 'x-via': via } = incoming.headers
    seen.push({ path: incoming.url ?? '', authorization, via: typeof via === 'string' ? via : null })
    const { status, body } = await answer(incoming)
    response.writeHead(status).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, port, seen }
}

/** A registry with two versions, whose tarballs are none: what comes is seen by its fault. */
function registry(): Promise<Listener> {
  const integrity = `sha512-${createHash('sha512').update(TARBALL).digest('base64')}`
  return listen(async ({ url = '', headers }) => {
    const version = (version: string) => ({
      name: NAME,
      version,
      dist: { tarball: `http://${headers.host}/x.tgz`, integrity }
    })
    const json = (value: unknown) => ({ status: 200, body: Buffer.from(JSON.stringify(value)) })
    if (url.endsWith('.tgz')) return { status: 200, body: TARBALL }
    const [, , wanted] = url.split('/')
    if (wanted !== undefined) return json(version(wanted === 'latest' ? '1.1.0' : wanted))
    const versions = { '1.0.0': version('1.0.0'), '1.1.0': version('1.1.0') }
    return json({ name: NAME, versions, time: TIMES, 'dist-tags': { latest: '1.1.0' } })
  })
}

/** A proxy that hands on what it is asked, and says so. */
function proxy(): Promise<Listener> {
  return listen(
    ({ url = '', headers }) =>
      new Promise((resolve) => {
        request(url, { headers: { ...headers, 'x-via': 'proxy' } }, async (answer) => {
          const chunks: Buffer[] = []
          for await (const chunk of answer) chunks.push(chunk as Buffer)
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) })
        }).end()
      })
  )
}

/** A project and a home, with files in them. */
function folders(files: Readonly<Record<string, string>>): {
  folder: string
  home: string
  at: (path: string) => string
} {
  const root = mkdtempSync(join(tmpdir(), 'keys-npmrc-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [path, text] of Object.entries({ 'project/package.json': '{}', 'home/.keep': '', ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return { folder: join(root, 'project'), home: join(root, 'home'), at: (path) => join(root, path) }
}

/** What came of asking for a version: all gets as far as unpacking what is no tarball. */
async function askedFor(
  wanted: string,
  folder: string,
  environment: Readonly<Record<string, string>>
): Promise<string> {
  return publishedFiles(NAME, wanted, { folder, environment }).then(
    () => 'given',
    (error: unknown) => (error instanceof UsageError ? error.message : String(error))
  )
}
const REACHED = `The tarball of ${NAME}@latest cannot be read.`

test.each([
  ['npm_config_registry', (url: string) => ({ npm_config_registry: url })],
  ['NPM_CONFIG_REGISTRY, in capitals', (url: string) => ({ NPM_CONFIG_REGISTRY: url })],
  [
    'that of the scope before any other',
    (url: string) => ({ 'npm_config_@acme:registry': url, npm_config_registry: 'http://127.0.0.1:9/' })
  ]
])('the registry is that of the environment: %s', async (_, environment) => {
  const { url, seen } = await registry()
  const { folder, home } = folders({})
  expect(await askedFor('latest', folder, { HOME: home, ...environment(url) })).toBe(REACHED)
  expect(seen.map(({ path }) => path)).toEqual(['/@acme%2frunbook-queue-stuck/latest', '/x.tgz'])
})

test('the file that NPM_CONFIG_USERCONFIG names is that of the user, as setup-node writes it', async () => {
  const { url, port, seen } = await registry()
  const { folder, home, at } = folders({
    'runner/.npmrc': `//127.0.0.1:${port}/:_authToken=\${NODE_AUTH_TOKEN}\n@acme:registry=${url}\nalways-auth=true\n`
  })
  const environment = { HOME: home, NPM_CONFIG_USERCONFIG: at('runner/.npmrc'), NODE_AUTH_TOKEN: 'npm_mine' }
  expect(await askedFor('latest', folder, environment)).toBe(REACHED)
  expect(seen.map(({ authorization }) => authorization)).toEqual(['Bearer npm_mine', 'Bearer npm_mine'])
})

test.each([
  ['_authToken', ':_authToken=abc', 'Bearer abc'],
  [
    '_auth',
    `:_auth=${Buffer.from('me:secret').toString('base64')}`,
    `Basic ${Buffer.from('me:secret').toString('base64')}`
  ],
  [
    'username and _password',
    `:username=me\n//HOST/:_password=${Buffer.from('secret').toString('base64')}`,
    `Basic ${Buffer.from('me:secret').toString('base64')}`
  ]
])('credentials are sent as npm sends them: %s', async (_, lines, expected) => {
  const { url, port, seen } = await registry()
  const host = `127.0.0.1:${port}`
  const { folder, home } = folders({
    'home/.npmrc': `@acme:registry=${url}\n//${host}/${lines.replace('HOST', host)}\n//elsewhere.example/:_authToken=no\n`
  })
  expect(await askedFor('latest', folder, { HOME: home })).toBe(REACHED)
  expect(seen[0]?.authorization).toBe(expected)
})

test('a registry below a path has the credentials of the host, and no other host has them', async () => {
  const { url, port, seen } = await registry()
  const { folder, home } = folders({
    'home/.npmrc': `@acme:registry=${url}npm/\n//127.0.0.1:${port}/:_authToken=abc\n`
  })
  await askedFor('latest', folder, { HOME: home })
  expect(seen[0]).toMatchObject({ path: '/npm/@acme%2frunbook-queue-stuck/latest', authorization: 'Bearer abc' })
  const other = await registry()
  await askedFor('latest', folder, { HOME: home, 'npm_config_@acme:registry': other.url })
  expect(other.seen[0]?.authorization).toBeNull()
})

test('a proxy of the settings is gone through, and noproxy around', async () => {
  const [there, between] = [await registry(), await proxy()]
  const { folder, home } = folders({
    'home/.npmrc': `@acme:registry=${there.url}\n//127.0.0.1:${there.port}/:_authToken=abc\nproxy=${between.url}\n`
  })
  expect(await askedFor('latest', folder, { HOME: home })).toBe(REACHED)
  expect(between.seen).toHaveLength(2)
  expect(there.seen.map(({ via, authorization }) => [via, authorization])).toEqual([
    ['proxy', 'Bearer abc'],
    ['proxy', 'Bearer abc']
  ])
  expect(await askedFor('latest', folder, { HOME: home, npm_config_noproxy: '127.0.0.1' })).toBe(REACHED)
  expect(between.seen).toHaveLength(2)
})

test('certificates come from the file that is named', async () => {
  const pem = '-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----'
  const { folder, home, at } = folders({ 'ca.pem': `${pem}\n` })
  const settings = await npmSettings({ folder, environment: { HOME: home, npm_config_cafile: at('ca.pem') } })
  expect(settings.options.ca).toEqual([pem])
  const none = npmSettings({ folder, environment: { HOME: home, npm_config_cafile: at('nothing.pem') } })
  expect((await none).options.ca).toBeNull()
})

test.each([
  [
    'before',
    'latest',
    { npm_config_before: '2026-03-01' },
    `The tarball of ${NAME}@latest cannot be read.`,
    '/@acme%2frunbook-queue-stuck/1.0.0'
  ],
  [
    'before, and a version that is younger',
    '1.1.0',
    { npm_config_before: '2026-03-01' },
    `has no ${NAME}@1.1.0 that was published before 2026-03-01.`,
    null
  ],
  [
    'min-release-age',
    'latest',
    { npm_config_min_release_age: '100000' },
    `has no ${NAME}@latest that was published before`,
    null
  ],
  [
    'min-release-age, and a package that is excluded',
    'latest',
    { npm_config_min_release_age: '100000', npm_config_min_release_age_exclude: '@acme/*' },
    REACHED,
    '/@acme%2frunbook-queue-stuck/latest'
  ]
])('versions are as old as %s demands', async (_, wanted, environment, message, path) => {
  const { url, seen } = await registry()
  const { folder, home } = folders({})
  expect(await askedFor(wanted, folder, { HOME: home, npm_config_registry: url, ...environment })).toContain(message)
  if (path !== null) expect(seen.map((one) => one.path)).toContain(path)
})

test('the settings of the root of a workspace hold in its packs, those of folders above the project do not', async () => {
  const { folder } = folders({
    '.npmrc': 'registry=https://above.example/\n',
    'project/package.json': '{ "name": "ops", "version": "1.0.0", "workspaces": ["runbook-keys/*"] }',
    'project/.npmrc': '@acme:registry=https://acme.example/\n',
    'project/runbook-keys/a/package.json': '{ "name": "a", "version": "1.0.0" }'
  })
  const { options } = await npmSettings({
    folder: join(folder, 'runbook-keys/a'),
    environment: { HOME: '/nonexistent' }
  })
  expect([options['@acme:registry'], options.registry]).toEqual([
    'https://acme.example/',
    'https://registry.npmjs.org/'
  ])
})

test('a project takes no secret of the environment, and names no file that would', async () => {
  const { folder, home, at } = folders({
    'project/evil': '//c.example/:_authToken=${STRIPE_SECRET_KEY}\n',
    'home/.npmrc': '//d.example/:_authToken=${STRIPE_SECRET_KEY}\n'
  })
  writeFileSync(
    at('project/.npmrc'),
    `userconfig=${at('project/evil')}\n//a.example/:_authToken=\${STRIPE_SECRET_KEY}\n//b.example/:_authToken=\${NPM_TOKEN}\n`
  )
  const environment = { HOME: home, STRIPE_SECRET_KEY: 'sk', NPM_TOKEN: 'npm' }
  const { options } = await npmSettings({ folder, environment })
  const tokens = ['a', 'b', 'c', 'd'].map((host) => options[`//${host}.example/:_authToken`])
  expect(tokens).toEqual(['${STRIPE_SECRET_KEY}', 'npm', undefined, 'sk'])
  expect(environment).toEqual({ HOME: home, STRIPE_SECRET_KEY: 'sk', NPM_TOKEN: 'npm' })
})

test('settings that contradict each other, or are no address, are told', async () => {
  const { folder, home } = folders({})
  expect(await askedFor('latest', folder, { HOME: home, 'npm_config_@acme:registry': 'nowhere' })).toBe(
    'The configured registry is not an address.'
  )
  const { folder: other, home: its, at } = folders({ 'home/.npmrc': 'registry=http://127.0.0.1:9/\n' })
  chmodSync(at('home/.npmrc'), 0o600)
  expect(await askedFor('latest', other, { HOME: its })).toContain(
    'cannot be fetched from 127.0.0.1:9: nobody listens there (ECONNREFUSED)'
  )
})
