// Signing in and out, and tokens, with the clients that people have.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { FEATURE } from '#gate'
import { TOKEN_PATTERN } from '../src/core/token.ts'
import { CLIENTS } from './support/clients.ts'
import { ask, useTrial } from './support/gate.ts'

const { trial, make } = useTrial()
const root = mkdtempSync(join(tmpdir(), 'keys-gate-signing-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Runs a client at its owner's home; `seen` gets what it has printed so far. */
async function run(
  client: string,
  args: readonly string[],
  seen: (output: string) => void = () => undefined
): Promise<{ code: number | null; output: string }> {
  const [program = '', ...before] = CLIENTS.find(({ name }) => name === client)?.command ?? []
  const home = join(root, client)
  const { mkdirSync } = await import('node:fs')
  mkdirSync(home, { recursive: true })
  const path = [join(process.execPath, '..'), process.env['PATH'] ?? ''].join(':')
  const env = {
    PATH: path,
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_DATA_HOME: join(home, 'data'),
    NO_COLOR: '1',
    npm_config_cache: join(home, 'npm'),
    npm_config_update_notifier: 'false'
  }
  const child = spawn(program, [...before, ...args], { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      output += part.toString()
      seen(output)
    })
  }
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, output }
}

/** What a person does with the page: opens it, and gives the code that they have. */
async function fillIn(url: string, secret: string): Promise<{ status: number; text: string }> {
  const page = await ask('', url)
  expect(page.text).toContain('Go on only if you have just typed')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  return ask('', url, {
    method: 'POST',
    body: new URLSearchParams({ secret }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' }
  })
}

const registry = (): string => `--registry=${trial.url}/`

describe.each(['npm-10', 'npm-11', 'pnpm-12'])('%s', (client) => {
  const customer = `cus_${client.replace('-', '')}`

  test('signs in by the browser with a code, and installs', async () => {
    await make.pays(customer, [FEATURE])
    const code = await trial.gate.parts.logins.code(customer)
    const pages: Promise<{ status: number; text: string }>[] = []
    const { code: end, output } = await run(client, ['login', '--scope=@keys', registry()], (text) => {
      const url = /http:\S+\/-\/gate\/login\/[0-9a-f-]{36}/.exec(text)?.[0]
      if (url !== undefined && pages.length === 0) pages.push(fillIn(url, code))
    })
    expect([end, (await pages[0])?.status], output).toEqual([0, 200])
    expect(output).not.toMatch(TOKEN_PATTERN)
    if (client === 'pnpm-12') {
      const added = await run(client, ['add', '@keys/runbook-payments-down'])
      expect(added.code, added.output).toBe(0)
      return
    }
    const who = await run(client, ['whoami', registry()])
    expect([who.code, who.output.trim()]).toEqual([0, customer])
  })
})

// Signed in above.
describe.each(['npm-10', 'npm-11'])('%s', (client) => {
  test('lists, makes and revokes tokens, and signs out', async () => {
    const list = await run(client, ['token', 'list', registry()])
    expect(list.output).toContain('kgt_')
    if (client === 'npm-11') {
      const made = await run(client, [
        'token',
        'create',
        '--name=ci',
        '--password=x',
        '--packages=@keys/runbook-hello',
        '--expires=30',
        registry()
      ])
      expect(made.code, made.output).toBe(0)
      const text = TOKEN_PATTERN.exec(made.output)?.[0] ?? ''
      expect((await ask(trial.url, '/@keys%2frunbook-payments-down', { token: text })).body['reason']).toBe(
        'other-packs'
      )
      // What is made for a machine makes no others.
      const more = await ask(trial.url, '/-/npm/v1/tokens', { method: 'POST', token: text, body: '{}' })
      expect([more.status, more.body['reason']]).toEqual([403, 'may-not-manage'])
      const replaces = `--token-description=replaces ${text.slice(4, 16)}`
      const next = await run(client, ['token', 'create', replaces, '--password=x', registry()])
      expect([next.code, TOKEN_PATTERN.test(next.output)], next.output).toEqual([0, true])
      expect((await ask(trial.url, '/@keys%2frunbook-hello', { token: text })).status).toBe(200)
      const gone = await run(client, ['token', 'revoke', text.slice(4, 16), registry()])
      expect(gone.code, gone.output).toBe(0)
      expect((await ask(trial.url, '/@keys%2frunbook-payments-down', { token: text })).body['reason']).toBe(
        'revoked-token'
      )
      const refused = await run(client, [
        'token',
        'create',
        '--name=ci',
        '--password=x',
        '--packages-and-scopes-permission=read-write',
        registry()
      ])
      expect(
        [refused.code === 0, refused.output.includes('may read and install, not publish')],
        refused.output
      ).toEqual([false, true])
    }
    const npmrc = readFileSync(join(root, client, '.npmrc'), 'utf8')
    const mine = TOKEN_PATTERN.exec(npmrc)?.[0] ?? ''
    expect((await ask(trial.url, '/-/whoami', { token: mine })).status).toBe(200)
    const out = await run(client, ['logout', '--scope=@keys', registry()])
    expect(out.code, out.output).toBe(0)
    expect((await ask(trial.url, '/-/whoami', { token: mine })).status).toBe(401)
  })
})

describe('the page', () => {
  const begin = async (): Promise<{ loginUrl: string; doneUrl: string }> =>
    (await ask(trial.url, '/-/v1/login', { method: 'POST', body: '{"hostname":"<b>laptop</b>"}' })).body as {
      loginUrl: string
      doneUrl: string
    }

  test('escapes what a client calls itself, and takes a token that may sign in', async () => {
    const { loginUrl, doneUrl } = await begin()
    const page = await ask('', loginUrl)
    expect(page.text).not.toContain('<b>laptop')
    const weak = await make.token('cus_page')
    expect((await fillIn(loginUrl, weak.text)).status).toBe(400)
    expect((await ask('', doneUrl)).status).toBe(202)
    const strong = await make.token('cus_page', { manages: true })
    expect((await fillIn(loginUrl, strong.text)).status).toBe(200)
    const first = await ask('', doneUrl)
    expect([first.status, TOKEN_PATTERN.test(String(first.body['token']))]).toEqual([200, true])
    // Once only: who listens later gets nothing.
    expect((await ask('', doneUrl)).status).toBe(404)
  })

  test('takes a code once', async () => {
    const code = await trial.gate.parts.logins.code('cus_once')
    expect((await fillIn((await begin()).loginUrl, code.toLowerCase())).status).toBe(200)
    expect((await fillIn((await begin()).loginUrl, code)).status).toBe(400)
  })

  test('is not guessed', async () => {
    const { loginUrl } = await begin()
    const guess = () => ask('', loginUrl, { method: 'POST', body: 'secret=AAAA-BBBB-CCCC' })
    // 20 in a minute are looked at. Counting begins anew with each minute, and one may end in the middle of this.
    const answers = [await guess()]
    while (answers.length < 45 && answers.at(-1)?.text.includes('Too many tries') !== true) answers.push(await guess())
    expect(answers.at(-1)?.text).toContain('Too many tries')
    expect([...new Set(answers.map(({ status }) => status))]).toEqual([400])
  })
})
