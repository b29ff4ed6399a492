// What a registry says when it refuses a pack.
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { describe, expect, onTestFinished, test } from 'vitest'
import { publishedFiles } from '../src/registry/published-pack.ts'
import { reasonOf } from '../src/registry/reason.ts'
import { UsageError } from '../src/usage-error.ts'
import { entry, tarball } from './tar.ts'

async function refusalOf(status: number, body: string, read = (error: UsageError) => error.message): Promise<string> {
  const folder = mkdtempSync(`${tmpdir()}/keys-refusal-`)
  const server = createServer((_request, response) => response.writeHead(status).end(body))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    rmSync(folder, { recursive: true })
  })
  const { port } = server.address() as AddressInfo
  const environment = { 'npm_config_@keys:registry': `http://127.0.0.1:${port}/` }
  return publishedFiles('@keys/runbook-x', 'latest', { folder, environment }, 'Check the spelling.').then(
    () => 'given',
    (error: unknown) => (error instanceof UsageError ? read(error).replaceAll(String(port), 'PORT') : String(error))
  )
}

const SENTENCE =
  '@keys/runbook-x is part of Operator plan, which this account does not have. To buy it: https://npm.example.com/'

test.each([401, 402, 403, 503])('the sentence of a registry is shown with %s', async (status) => {
  expect(await refusalOf(status, JSON.stringify({ error: SENTENCE }))).toBe(
    `127.0.0.1:PORT refuses @keys/runbook-x@latest: ${SENTENCE}`
  )
})

test.each([
  ['no sentence', '{}'],
  ['no JSON', '<html>'],
  ['a sentence that is no text', '{"error":{}}'],
  ['more than a sentence', JSON.stringify({ error: 'x'.repeat(30_000) })]
])('%s leaves the usual words', async (_, body) => {
  expect(await refusalOf(401, body)).toBe('127.0.0.1:PORT refuses @keys/runbook-x@latest.')
})

test('a sentence steers no terminal', async () => {
  expect(await refusalOf(402, JSON.stringify({ error: 'a\u001b[31mb\nc' }))).toBe(
    '127.0.0.1:PORT refuses @keys/runbook-x@latest: a␛[31mb␊c'
  )
})

test.each([
  [402, JSON.stringify({ error: SENTENCE }), 'Do what the registry says, then retry.'],
  [401, '{}', 'Log in to it, or ask whether you are entitled.'],
  [403, '<html>', 'Log in to it, or ask whether you are entitled.'],
  [404, '{}', 'Check the spelling.'],
  [500, '{}', 'Check the spelling.'],
  [200, '{}', 'See whether the address of the registry is right: npm config get registry'],
  [200, dist('http://elsewhere.example/x.tgz'), 'Tell the administrator of the registry.']
])('the next step fits the answer %s %s', async (status, body, hint) => {
  expect(await refusalOf(status, body, (error) => error.hint)).toBe(hint)
})

function dist(tarball: string): string {
  return JSON.stringify({ version: '1.0.0', dist: { tarball, integrity: 'sha512-x' } })
}

/** A registry that answers for one package, with the tarball that it names. */
async function registryWith(
  { name, version }: { name: unknown; version: string },
  files: Readonly<Record<string, unknown>>
): Promise<{ url: string }> {
  const bytes = tarball(
    ...Object.entries(files).map(([path, value]) => entry(`package/${path}`, JSON.stringify(value)))
  )
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`
  const server = createServer((request, response) => {
    if (request.url === '/x.tgz') return response.end(bytes)
    const said = {
      name,
      version,
      dist: { tarball: new URL('/x.tgz', `http://${request.headers.host}`).href, integrity }
    }
    return response.end(JSON.stringify(said))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

describe('what is not what was asked for is not used', () => {
  const NAME = '@keys/runbook-good'
  const [MANIFEST, PACK] = [
    { name: NAME, version: '1.2.0' },
    { slug: 'good', version: '1.2.0' }
  ]
  const GOOD = { 'package.json': MANIFEST, 'pack.json': PACK }

  async function refusal(said: { name: unknown; version: string }, files: Record<string, unknown>, wanted = 'latest') {
    const { url } = await registryWith(said, files)
    const place = { folder: tmpdir(), environment: { 'npm_config_@keys:registry': url } }
    return publishedFiles(NAME, wanted, place).then(
      ({ name }) => name,
      (error: unknown) => (error instanceof UsageError ? error.message : String(error))
    )
  }

  test.each([
    ['all fits', MANIFEST, GOOD, 'latest', /^@keys\/runbook-good@1\.2\.0$/],
    [
      'another pack',
      MANIFEST,
      { ...GOOD, 'pack.json': { ...PACK, slug: 'lab-one' } },
      'latest',
      /the slug in its pack\.json is lab-one/
    ],
    [
      'another version of it',
      { ...MANIFEST, version: '9.9.9' },
      GOOD,
      'latest',
      /good@9\.9\.9 holds something else: the version in its package\.json is 1\.2\.0/
    ],
    [
      'another version in the pack alone',
      MANIFEST,
      { ...GOOD, 'pack.json': { ...PACK, version: '0.1.0' } },
      'latest',
      /pack\.json is 0\.1\.0/
    ],
    [
      'another package',
      MANIFEST,
      { ...GOOD, 'package.json': { ...MANIFEST, name: '@evil/runbook-good' } },
      'latest',
      /the name in its package\.json is @evil\/runbook-good/
    ],
    [
      'an answer about another name',
      { name: '@keys/runbook-bad', version: '1.2.0' },
      GOOD,
      'latest',
      /answered for another package.*@keys\/runbook-bad@1\.2\.0/
    ],
    [
      'an answer about another version',
      MANIFEST,
      GOOD,
      '1.1.0',
      /answered for another package than @keys\/runbook-good@1\.1\.0/
    ],
    [
      'a name that would steer a terminal',
      MANIFEST,
      { ...GOOD, 'package.json': { ...MANIFEST, name: 'a\u001b[2J' } },
      'latest',
      /is a\u241b\[2J/
    ]
  ] as const)('%s', async (_, said, files, wanted, expected) => {
    expect(await refusal(said, files, wanted)).toMatch(expected)
  })
})

describe('why it could not be fetched is said in words', () => {
  async function errorOf(act: (url: string) => Promise<unknown>): Promise<string> {
    const server = createServer((request) => {
      if (request.url === '/broken') request.socket.destroy()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return act(url).then(() => 'given', reasonOf)
  }

  test.each([
    ['hangs', (url: string) => fetch(url, { signal: AbortSignal.timeout(30) }), /^it did not answer in time$/],
    ['breaks off', (url: string) => fetch(`${url}/broken`), /^it broke the connection off \(/],
    ['is not there', () => fetch('http://127.0.0.1:9/'), /^(?:nobody listens there \(ECONNREFUSED\)|bad port)$/],
    [
      'has no such name',
      () => fetch('http://no.such.host.invalid/'),
      /^(?:no host has this name|the name of the host cannot be looked up) \(/
    ]
  ])('one that %s', async (_, act, expected) => {
    expect(await errorOf(act)).toMatch(expected)
  })
})

test('a password in the address of a registry is sent to it, and never shown', async () => {
  const seen: (string | undefined)[] = []
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization)
    response.writeHead(seen.length === 1 ? 500 : 200)
    response.end(dist('http://u:s3cret@elsewhere.example/x.tgz'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const place = {
    folder: tmpdir(),
    environment: { 'npm_config_@keys:registry': `http://mara:s3cret@127.0.0.1:${port}/` }
  }
  const messages = [1, 2].map(() =>
    publishedFiles('@keys/runbook-x', 'latest', place).then(
      () => 'given',
      (error: unknown) => (error instanceof UsageError ? `${error.message} ${error.hint}` : String(error))
    )
  )
  expect((await Promise.all(messages)).join('\n')).not.toMatch(/s3cr|mara/)
  expect(seen).toEqual(Array(2).fill(`Basic ${Buffer.from('mara:s3cret').toString('base64')}`))
})
