// The gate as somebody tries it: the command, and the lines that it prints, pasted into a shell in an empty folder.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { REPOSITORY } from '../support/packages.js'
import { PNPM, run } from '../support/run.js'

const home = mkdtempSync(join(tmpdir(), 'keys-gate-trial-'))
const KEYS = [process.execPath, join(REPOSITORY, 'packages/cli/bin/keys.js')]
const PAID = '@keys/runbook-payments-down'
const BUY = 'is part of Operator plan (49 USD a month)'
const held: { lines: string[]; end: () => Promise<void> } = { lines: [], end: () => Promise.resolve() }

beforeAll(async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  const program = join(REPOSITORY, 'packages/gate/bin/keys-gate.js')
  const child = spawn(process.execPath, [program, 'try', '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  process.once('exit', () => child.kill('SIGKILL'))
  held.end = async () => {
    if (child.exitCode !== null) return
    child.kill('SIGINT')
    await once(child, 'exit')
    expect(child.exitCode).toBe(0)
  }
  let printed = ''
  for await (const text of child.stdout.setEncoding('utf8')) {
    printed += String(text)
    if (/^ {5}curl -s http.*\n/m.test(printed)) break
  }
  held.lines = printed
    .split('\n')
    .filter((line) => line.startsWith('     '))
    .map((line) => line.trim())
})

afterAll(async () => {
  await held.end()
  rmSync(home, { recursive: true, force: true })
})

/** What is kept where, so that nothing of this machine is read or changed. */
function environmentOf(folder: string): Record<string, string> {
  const inside = (name: string): string => join(folder, name)
  return {
    HOME: folder,
    NO_COLOR: '1',
    XDG_DATA_HOME: inside('data'),
    XDG_CACHE_HOME: inside('cache'),
    XDG_STATE_HOME: inside('state'),
    npm_config_cache: inside('npm')
  }
}

interface Pasted {
  line: string
  code: number
  output: string
}

describe.each([
  ['npm', 'npm install'],
  ['pnpm', `${PNPM} add`]
])('%s', (name, add) => {
  const folder = join(home, name)
  const project = join(folder, 'keys-trial')
  const environment = environmentOf(folder)

  /** Pastes lines into one shell, each after the one before has ended. */
  async function paste(lines: readonly string[], cwd: string): Promise<Pasted[]> {
    const script = ['exec 2>&1', ...lines.flatMap((line) => [line, `printf '\\n<%d>\\n' "$?"`])].join('\n')
    const parts = (await run(['bash', '-c', script], { cwd, environment })).split(/\n<(\d+)>\n/)
    return lines.map((line, index) => ({ line, output: parts[index * 2] ?? '', code: Number(parts[index * 2 + 1]) }))
  }

  test('a free pack is installed, a paid one is refused twice, bought, and installed', async () => {
    mkdirSync(folder)
    const lines = held.lines.map((line) => line.replace('npm install', add))
    const pasted = await paste(lines, folder)
    const said = pasted.map(({ line, code, output }) => `${line} <${code}>\n${output}`).join('\n')
    const installs = pasted.filter(({ line }) => line.startsWith(add))
    expect(
      installs.map(({ code }) => code === 0),
      said
    ).toEqual([true, false, false, true])
    if (name === 'npm') {
      expect(installs[1]?.output).toContain(`${BUY}. No token was sent.`)
      expect(installs[2]?.output).toContain(`${BUY}, which this account does not have. To buy it: http`)
    }
    expect(pasted.find(({ line }) => line.includes('/trial/buy'))?.output).toContain('Bought.')
    // The last line shows what pnpm does not.
    expect(pasted.at(-1)?.output).toContain(`${BUY}. No token was sent.`)
  })

  test('keys shows what was installed', async () => {
    const shown = await run([...KEYS, 'show', 'payments-down'], { cwd: project, environment })
    expect(shown).toContain('Look around')
  })
})

test.each([
  ['without a token', '', `${BUY}. No token was sent.`],
  ['without having bought it', 'yes', `${BUY}, which this account does not have. To buy it: http`]
])('keys run and npx say the sentence of the gate %s', async (what, hasToken, sentence) => {
  const folder = join(home, what.replaceAll(' ', '-'))
  mkdirSync(folder)
  const environment = environmentOf(folder)
  const begin = held.lines.slice(0, 2)
  const token = held.lines.filter((line) => line.includes('TOKEN')).slice(0, hasToken === '' ? 0 : 2)
  await run(['bash', '-c', [...begin, ...token].join('\n')], { cwd: folder, environment })
  const cwd = join(folder, 'keys-trial')
  const output = async (command: readonly string[], code: number): Promise<string> =>
    run(['bash', '-c', '"$0" "$@" 2>&1', ...command], { cwd, environment, codes: [code] })
  const ran = await output([...KEYS, 'run', 'payments-down', '--fetch'], 2)
  expect(ran).toContain(sentence)
  expect(ran).toContain('Do what the registry says, then retry.')
  // The name is right, and the network is there.
  expect(ran).not.toContain('Check the spelling')
  expect(await output(['npx', '--yes', PAID], 1)).toContain(sentence)
})
