// The built command as agents start it: real clients of both eras over stdio, and HTTP with its guards.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterEach, describe, expect, test } from 'vitest'
import { README } from '../../mcp/test/support.js'
import { agentAt, call, KEYS, next, type Mode, type Place } from './agent-client.js'
import { keys } from './support.js'

const SLUG = 'queue-stands-still'
/** The command of @keys/mcp itself. */
const KEYS_MCP = join(import.meta.dirname, '../../mcp/bin/keys-mcp.js')

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

/** A project with the small runbook, and a folder for runs. */
function project(): Place {
  const root = mkdtempSync(join(tmpdir(), 'keys-mcp-long-'))
  cleanUps.push(() => rmSync(root, { recursive: true, force: true }))
  const dir = join(root, 'runbook-keys', SLUG)
  mkdirSync(dir, { recursive: true })
  const documentation = { readme: 'README.md', checklist: 'checklist.md', changelog: 'CHANGELOG.md' }
  const pack = {
    slug: SLUG,
    title: 'Queue stands still',
    description: 'Jobs wait.',
    tool: 'operational',
    key_type: ['incident'],
    version: '1.0.0',
    outcome: 'incident-response',
    maturity: 'starter',
    license_spdx: 'MIT',
    author: { name: 'Somebody' },
    documentation,
    inputs: [{ name: 'QUEUE_NAME', description: 'Its name.' }]
  }
  const files = {
    'README.md': README,
    'pack.json': JSON.stringify(pack),
    'checklist.md': '',
    'CHANGELOG.md': '',
    'LICENSE.txt': ''
  }
  for (const [path, text] of Object.entries(files)) writeFileSync(join(dir, path), text)
  writeFileSync(join(root, 'package.json'), '{"private":true}')
  writeFileSync(join(root, 'state.txt'), 'there\n')
  writeFileSync(join(root, 'mail.count'), '3\n')
  const env = { PATH: process.env['PATH'] ?? '', HOME: root, QUEUE_NAME: 'mail' }
  return { root, runs: join(root, 'runs'), env }
}

async function stdio(place: Place, mode: Mode): Promise<Client> {
  const client = await agentAt(place, mode)
  cleanUps.push(() => client.close())
  return client
}

describe('over stdio', () => {
  test.each<[string, Mode, readonly string[]]>([
    ['a client of 2025', 'legacy', [KEYS, 'mcp']],
    ['a client that asks', 'auto', [KEYS, 'mcp']],
    ['a client of 2026-07-28 that starts @keys/mcp', { pin: '2026-07-28' }, [KEYS_MCP]]
  ])('%s finds the runbook, starts it, and runs what only reads', async (_, mode, command) => {
    const place = { ...project(), command }
    const client = await stdio(place, mode)
    expect((await client.listTools()).tools).toHaveLength(8)
    const found = await call(client, 'find_runbook', {
      alert: { labels: { alertname: 'QueueStandsStill' }, annotations: {} }
    })
    expect(found.candidates[0]?.pack).toBe(SLUG)
    const started = await call(client, 'start_run', { pack: SLUG })
    const checked = await call(client, 'run_read_only', next(started))
    expect(checked.run.step?.id).toBe('how-many-wait')
    await client.close()
    await expect.poll(() => keys(['runs', '--runs', place.runs], place.root, place.env).out).not.toContain('open at')
  })
})

test('a pack that cannot be followed is refused with the next move', async () => {
  const place = project()
  rmSync(join(place.root, 'runbook-keys', SLUG, 'LICENSE.txt'))
  const client = await stdio(place, 'auto')
  const { refused } = await call(client, 'start_run', { pack: SLUG })
  expect(refused).toMatchObject({ code: 'cannot-be-followed', next: expect.stringContaining('keys validate') })
})

test.each([
  [['--help'], 0, 'Usage: npx @keys/mcp'],
  [['--version'], 0, '.'],
  [['--http', '70000'], 2, 'Give a port from 0 to 65535.'],
  [['--yes'], 2, 'npx @keys/mcp --help']
])('the command of @keys/mcp answers to %j', (args, code, words) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [KEYS_MCP, ...args], { encoding: 'utf8' })
  expect([status, `${stdout}${stderr}`]).toEqual([code, expect.stringContaining(words)])
})

test('over HTTP: only with the token, only on this machine, not from a page', async () => {
  const place = project()
  const server = spawn(process.execPath, [KEYS, 'mcp', '--http', '0', '--runs', place.runs], {
    cwd: place.root,
    env: place.env
  })
  cleanUps.push(() => server.kill('SIGTERM'))
  const lines: string[] = []
  createInterface({ input: server.stderr }).on('line', (line) => lines.push(line))
  await expect.poll(() => lines.length, { timeout: 120_000 }).toBeGreaterThanOrEqual(2)
  const [url = '', header = ''] = lines
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mcp$/)
  const authorization = header.replace('Authorization: ', '')
  const post = (headers: Record<string, string>) =>
    fetch(url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', ...headers } })
  expect((await post({})).status).toBe(401)
  expect((await post({ authorization: 'Bearer x' })).status).toBe(401)
  expect((await post({ authorization, origin: 'https://evil.example' })).status).toBe(403)
  const client = new Client({ name: 'http', version: '1.0.0' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } })
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { authorization } } }))
  expect((await client.listTools()).tools).toHaveLength(8)
  await client.close()
})
