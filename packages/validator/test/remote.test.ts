// Remote links, asked over the network: a real server on the loopback.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isPublicAddress, remoteAsker, validateFolder, type RemoteOptions } from '../src/index.js'
import { patchedFiles, type FilePatch } from './support/patch.js'

const anywhere = { isAllowed: () => true, version: '1.2.3' } satisfies RemoteOptions

async function serverOf(answer: (request: IncomingMessage, response: ServerResponse) => unknown): Promise<string> {
  const server: Server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A server that answers by a table of paths: a status, or where it leads on to. */
async function tableOf(table: Readonly<Record<string, number | string>>): Promise<{ origin: string; seen: string[] }> {
  const seen: string[] = []
  const origin = await serverOf(({ method, url = '' }, response) => {
    seen.push(`${method} ${url}`)
    const answer = table[`${method} ${url}`] ?? table[url] ?? 404
    if (typeof answer === 'number') response.writeHead(answer).end()
    else response.writeHead(302, { location: answer }).end()
  })
  return { origin, seen }
}

const statusOf = async (url: string, options: RemoteOptions = anywhere) => (await remoteAsker(options)([url])).get(url)

/** The valid pack on a disk, with changes. */
function folderOf(patch: Readonly<Record<string, FilePatch>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'keys-validator-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  for (const [path, content] of Object.entries(patchedFiles(patch))) {
    if (typeof content === 'string') writeFileSync(join(dir, path), content)
  }
  return dir
}

describe('an address', () => {
  it.each([
    ['a page', { '/a': 200 }, { status: 200, path: '/a' }, ['HEAD /a']],
    ['nothing', {}, { status: 404, path: '/a' }, ['HEAD /a', 'GET /a']],
    ['no page for HEAD', { 'HEAD /a': 405, 'GET /a': 200 }, { status: 200, path: '/a' }, ['HEAD /a', 'GET /a']],
    ['a way on', { '/a': '/b', '/b': 200 }, { status: 200, path: '/b' }, ['HEAD /a', 'HEAD /b']],
    [
      'a way on to nothing',
      { '/a': 'b', '/b': 410 },
      { status: 410, path: '/b' },
      ['HEAD /a', 'HEAD /b', 'GET /a', 'GET /b']
    ]
  ] as const)('that answers with %s', async (_, table, { status, path }, requests) => {
    const { origin, seen } = await tableOf(table)
    expect(await statusOf(`${origin}/a`)).toEqual({ type: 'answered', status, url: origin + path })
    expect(seen).toEqual(requests)
  })

  it.each([
    ['that leads round', '/a', 'more than 20 redirects'],
    ['that leads on to a file', 'file:///etc/passwd', 'it leads on to file:'],
    ['that leads on with a password', 'http://a:b@127.0.0.1/', 'the address holds a name or a password']
  ])('%s has no answer', async (_, location, reason) => {
    const { origin } = await tableOf({ '/a': location })
    expect(await statusOf(`${origin}/a`)).toEqual({ type: 'unanswered', reason })
  })

  it('that nobody listens at has no answer', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    expect(await statusOf(`http://127.0.0.1:${port}/`)).toEqual({
      type: 'unanswered',
      reason: 'it refuses connections'
    })
  })

  it('that says nothing is given up', async () => {
    const origin = await serverOf(() => {})
    const answer = await statusOf(`${origin}/`, { ...anywhere, timeout: 50 })
    expect(answer).toEqual({ type: 'unanswered', reason: 'it took too long' })
  })

  it('whose page has no end is not read', async () => {
    const origin = await serverOf(({ method }, response) => {
      if (method === 'HEAD') response.writeHead(501).end()
      else response.writeHead(200).write('a'.repeat(1000))
    })
    expect(await statusOf(`${origin}/`)).toEqual({ type: 'answered', status: 200, url: `${origin}/` })
  })
})

it('says who asks, and sends no credentials', async () => {
  let headers: IncomingMessage['headers'] = {}
  const origin = await serverOf((request, response) => {
    headers = request.headers
    response.end()
  })
  await statusOf(`${origin}/#part`)
  expect(headers['user-agent']).toBe('keys/1.2.3 (+https://github.com/keys-assets/runbook-keys)')
  expect(Object.keys(headers).toSorted()).toEqual(['accept', 'connection', 'host', 'user-agent'])
})

it('asks each address once, and few at a time', async () => {
  let [now, most, count] = [0, 0, 0]
  const origin = await serverOf(async (_, response) => {
    count++
    most = Math.max(most, ++now)
    await setTimeout(20)
    now--
    response.end()
  })
  const ask = remoteAsker({ ...anywhere, concurrency: 3 })
  const urls = Array.from({ length: 12 }, (_, index) => `${origin}/${index % 10}`)
  const answers = await Promise.all([ask(urls), ask(urls)])
  expect(answers.map(({ size }) => size)).toEqual([10, 10])
  expect({ most, count }).toEqual({ most: 3, count: 10 })
})

describe('what is not of the public internet', () => {
  const reason = 'its address is not of the public internet'

  it.each(['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '0'])('is not asked as %s', async (host) => {
    const { origin, seen } = await tableOf({ '/a': 200 })
    expect(await statusOf(`http://${host}:${new URL(origin).port}/a`, {})).toEqual({ type: 'unanswered', reason })
    expect(seen).toEqual([])
  })

  it('is not asked where an address leads on to it', async () => {
    const { origin: inside, seen } = await tableOf({ '/a': 200 })
    const { origin } = await tableOf({ '/a': inside.replace('127.0.0.1', '127.0.0.2') })
    const answer = await statusOf(`${origin}/a`, { isAllowed: (address) => address === '127.0.0.1' })
    expect({ answer, seen }).toEqual({ answer: { type: 'unanswered', reason }, seen: [] })
  })

  it.each([
    ['8.8.8.8', true],
    ['172.32.0.1', true],
    ['2606:4700:4700::1111', true],
    ['10.1.2.3', false],
    ['100.64.0.1', false],
    ['169.254.169.254', false],
    ['172.31.255.255', false],
    ['192.168.0.1', false],
    ['255.255.255.255', false],
    ['::', false],
    ['::1', false],
    ['::ffff:127.0.0.1', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['fd00::1', false],
    ['fe80::1', false],
    ['ff02::1', false],
    ['localhost', false],
    ['', false]
  ])('%s: %s', (address, isPublic) => expect(isPublicAddress(address)).toBe(isPublic))
})

it('tells of a folder which links are gone, and asks none without being told to', async () => {
  const { origin, seen } = await tableOf({ '/here': 200 })
  const dir = folderOf({ 'README.md#when-to-use': `- [a](${origin}/here), [b](${origin}/gone)` })
  const codes = async (options: Parameters<typeof validateFolder>[1]) =>
    (await validateFolder(dir, options)).diagnostics.map(({ code, data }) => `${code} ${data['url']}`)
  const remote = (code: string) => code.startsWith('reference/remote')
  expect((await codes({})).filter(remote)).toEqual([])
  expect(seen).toEqual([])
  expect((await codes({ askRemote: remoteAsker(anywhere) })).filter(remote)).toEqual([
    `reference/remote-link-dead ${origin}/gone`
  ])
})
