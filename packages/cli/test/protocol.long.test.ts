// The built server held against programs that are not ours: the conformance suite of the protocol, and its Inspector.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KEYS } from './agent-client.js'
import { REPOSITORY } from './support.js'

const folder = mkdtempSync(join(tmpdir(), 'keys-protocol-'))
const runs = join(folder, 'runs')
const cleanUps: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp()
})

const require = createRequire(import.meta.url)
/** The commands of others. */
const CONFORMANCE = commandAt(require.resolve('@modelcontextprotocol/conformance/package.json'))
const INSPECTOR = commandAt(require.resolve('@modelcontextprotocol/inspector/package.json'))

function commandAt(manifest: string): string {
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: Record<string, string> }
  return join(dirname(manifest), Object.values(bin)[0] ?? '')
}

interface Ended {
  code: number
  out: string
  err: string
}

function run(args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: folder, maxBuffer: 100_000_000, env: { ...process.env, HOME: folder, NO_COLOR: '1' } }
    execFile(process.execPath, args, options, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err })
    })
  })
}

/** The suite sends no token: what stands before the server adds it, and changes nothing else. */
function withToken(port: number, authorization: string): Server {
  return createServer((incoming, outgoing) => {
    const { url: path, method, headers } = incoming
    const asked = request(
      { host: '127.0.0.1', port, path, method, headers: { ...headers, authorization } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(outgoing)
      }
    )
    asked.on('error', () => outgoing.destroy())
    outgoing.on('close', () => asked.destroy())
    incoming.pipe(asked)
  })
}

describe('the conformance suite', () => {
  let url = ''
  beforeAll(async () => {
    const server = spawn(process.execPath, [KEYS, 'mcp', '--http', '0', '--runs', runs], { cwd: REPOSITORY })
    cleanUps.push(() => server.kill('SIGTERM'))
    const lines: string[] = []
    for await (const line of createInterface({ input: server.stderr })) if (lines.push(line) === 2) break
    const [address = '', header = ''] = lines
    const proxy = withToken(Number(new URL(address).port), header.replace('Authorization: ', ''))
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    cleanUps.push(() => (proxy.closeAllConnections(), proxy.close()))
    const bound = proxy.address()
    url = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}/mcp`
  }, 300_000)

  /**
   * The scenarios that are of any server; all others want tools, prompts or resources of the suite's own. What a scenario finds
   * missing that is missing on purpose is named.
   */
  test.each<[revision: string, scenario: string, missing: readonly string[]]>([
    ['2025-11-25', 'server-initialize', []],
    ['2025-11-25', 'ping', []],
    ['2025-11-25', 'tools-list', []],
    ['2025-11-25', 'resources-list', []],
    ['2025-11-25', 'dns-rebinding-protection', []],
    // The list of tools never changes.
    ['2026-07-28', 'server-stateless', ['sep-2575-server-sends-tools-list-changed-on-subscription']],
    ['2026-07-28', 'tools-list', []],
    ['2026-07-28', 'resources-list', []],
    ['2026-07-28', 'sep-2164-resource-not-found', []],
    ['2026-07-28', 'http-header-validation', []],
    ['2026-07-28', 'dns-rebinding-protection', []],
    ['2026-07-28', 'input-required-result-unsupported-methods', []],
    // There are no prompts.
    ['2026-07-28', 'caching', ['sep-2549-prompts-list-caching-hints']]
  ])('%s: %s', async (revision, scenario, missing) => {
    const results = mkdtempSync(join(folder, 'results-'))
    const about = ['--scenario', scenario, '--spec-version', revision, '--output-dir', results]
    const { out, err } = await run([CONFORMANCE, 'server', '--url', url, ...about])
    const [written] = readdirSync(results)
    if (written === undefined) throw new Error(`${out}\n${err}`)
    const checks = JSON.parse(readFileSync(join(results, written, 'checks.json'), 'utf8')) as Check[]
    expect(checks.some(({ status }) => status === 'SUCCESS')).toBe(true)
    const failed = checks.filter(
      ({ status, errorMessage = '' }) =>
        (status === 'FAILURE' || status === 'WARNING') && !errorMessage.startsWith('Not testable: server does not list')
    )
    expect(failed.map(({ id, errorMessage }) => (missing.includes(id) ? id : `${id}: ${errorMessage}`))).toEqual(
      missing
    )
  })
})

interface Check {
  id: string
  status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'INFO' | 'SKIPPED'
  errorMessage?: string
}

describe('the Inspector', () => {
  const inspect = (...args: string[]): Promise<Ended> => {
    const server = [process.execPath, KEYS, 'mcp', '--runs', runs]
    return run([INSPECTOR, '--cli', ...server, ...args, '--format', 'json'])
  }

  test('lists the tools', async () => {
    const { code, out } = await inspect('--method', 'tools/list')
    expect(code).toBe(0)
    const { result } = JSON.parse(out) as { result: { tools: { name: string }[] } }
    expect(result.tools).toHaveLength(8)
  })

  test('calls one', async () => {
    const { code, out } = await inspect('--method', 'tools/call', '--tool-name', 'list_runs')
    expect(code).toBe(0)
    const { result } = JSON.parse(out) as { result: { structuredContent: { refused: unknown; runs: unknown[] } } }
    expect(result.structuredContent).toMatchObject({ refused: null, runs: [] })
  })
})
