import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { spawn } from '@lydell/node-pty'
import { parseRunbook } from '@keys/parser'
import { beforeAll, expect, test } from 'vitest'
import { SLUGS } from '@keys/testkit'
import { copyWorkspace, edit, keys, keysHere, REPOSITORY, temporaryFolder, workspaceCopy } from './support.js'
import { startOnTerminal } from './terminal/pseudo-terminal.js'

const LINE = '2026-11-23T03:12:09Z ERROR 42501: permission denied for table invoices'

interface Answer {
  searched: string
  packs: number
  results: {
    slug: string
    origin: string
    reasons: { field: string; text: string }[]
    instead: { slug: string } | null
  }[]
  nearWords: string[]
}

const found = async (query: string, folder: string, environment: Record<string, string> = {}): Promise<string[]> => {
  const { out } = await keysHere(['find', '--format', 'json', query], folder, environment)
  return (JSON.parse(out) as Answer).results.map(({ slug }) => slug)
}

test('keys find shows the pack, why it was found, and what to type next', async () => {
  const { code, out, err } = await keysHere(['find', LINE], REPOSITORY)
  expect(code).toBe(0)
  expect(out).toMatch(/^1\. {2}supabase-rls-lockout-recovery {2}p1\n {4}Supabase RLS lockout recovery\n/)
  expect(out).toContain('log          [permission denied for table]')
  expect(err).toBe('\nWhat to type next:\n  keys run supabase-rls-lockout-recovery\n')
})

test('words need no quotes', async () => {
  expect((await keysHere(['find', 'strpe', 'webhok'], REPOSITORY)).out).toMatch(/^1\. {2}stripe-webhook-failure /)
})

test('a pack that is not the right one says which is', async () => {
  const { out } = await keysHere(['find', "the webhook handler's queries are refused with SQLSTATE 42501"], REPOSITORY)
  expect(out).toContain('see supabase-rls-lockout-recovery instead:')
})

test('keys find --format json is for machines', async () => {
  const { code, out } = await keysHere(['find', '--format', 'json', '--limit', '1', LINE], REPOSITORY)
  const answer = JSON.parse(out) as Answer
  expect(code).toBe(0)
  expect(answer).toMatchObject({
    searched: 'ERROR 42501: permission denied for table invoices',
    packs: globSync('runbook-keys/*/pack.json', { cwd: REPOSITORY }).length,
    results: [{ slug: 'supabase-rls-lockout-recovery', origin: 'workspace', instead: null }],
    nearWords: []
  })
  expect(answer.results[0]?.reasons[0]).toMatchObject({ field: 'log', text: 'permission denied for table' })
})

test.each([
  [[], 'Nothing to search for was given.'],
  [[''], 'Nothing to search for was given.'],
  [['--format', 'json'], 'Nothing to search for was given.'],
  [['x', '--limit', '0'], '--limit is "0".'],
  [['x', '--limit', 'many'], '--limit is "many".']
])('keys find %j is wrong usage', async (args, message) => {
  const { code, out, err } = await keysHere(['find', ...args], REPOSITORY)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(message)
})

test('nothing found: exit code 1, what was searched, and how to get more', async () => {
  const { code, out, err } = await keysHere(['find', 'kubernetes', 'pod', 'evicted'], REPOSITORY)
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain(`Nothing was found in ${SLUGS.length} packs.\nSearched for: kubernetes pod evicted\n`)
  expect(err).toContain('Install more: npm install <the package of a runbook>')
})

test('where there are no packs, it says so', async () => {
  const { code, err } = await keysHere(['find', '42501'], temporaryFolder())
  expect(code).toBe(1)
  expect(err).toMatch(/^There are no packs here to search\./)
})

test('lines are no longer than a terminal of 60 columns, and go without escapes in a pipe', async () => {
  using terminal = startOnTerminal(['find', LINE], REPOSITORY, {}, { cols: 60, rows: 60 })
  await terminal.ended
  const lines = terminal.log().split('\n')
  expect(lines.join('\n')).toContain('permission denied for table')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60)
  expect((await keysHere(['find', LINE], REPOSITORY)).out).not.toContain('\u001B')
})

test('the texts of a pack cannot steer the terminal', async () => {
  const root = workspaceCopy()
  edit(root, 'runbook-keys/stripe-webhook-failure/README.md', (text) =>
    text.replace('No webhook secret value', '\u001B[2J\u202Egremlin webhook secret')
  )
  const { code, out } = keys(['find', 'gremlin'], root, { FORCE_COLOR: '1' })
  // One word of a line is no sure hit.
  expect(code).toBe(1)
  expect(out).toContain('␛[2J')
  expect(out).not.toContain('\u001B[2J')
  expect(out).not.toContain('\u202E')
})

test('installed packs are found by the model that they carry', async () => {
  const folder = temporaryFolder()
  const target = join(folder, 'node_modules/@keys/runbook-stripe-webhook-failure')
  mkdirSync(target, { recursive: true })
  cpSync(join(REPOSITORY, 'runbook-keys/stripe-webhook-failure'), target, {
    recursive: true,
    filter: (path) => !path.includes('node_modules/.')
  })
  const runbook = parseRunbook(readFileSync(join(target, 'README.md'), 'utf8'))
  writeFileSync(join(target, 'runbook.json'), JSON.stringify({ runbook, checklist: {} }))
  rmSync(join(target, 'README.md'))
  expect(await found('No signatures found matching the expected signature', folder)).toEqual(['stripe-webhook-failure'])
})

test.each([
  ['a damaged model', 'runbook.json', '{"runbook":{"signals":[{"kind":7}],"redirections":[],"prohibitions":[]}}'],
  ['no model', 'runbook.json', null],
  ['a wrong pack.json', 'pack.json', '{"title":"Stripe webhook failure"}']
])('an installed pack with %s is found by its text', async (_, file, content) => {
  const folder = temporaryFolder()
  const target = join(folder, 'node_modules/@keys/runbook-stripe-webhook-failure')
  mkdirSync(target, { recursive: true })
  cpSync(join(REPOSITORY, 'runbook-keys/stripe-webhook-failure'), target, { recursive: true })
  rmSync(join(target, file), { force: true })
  if (content !== null) writeFileSync(join(target, file), content)
  expect(await found('No signatures found matching the expected signature', folder)).toEqual(['stripe-webhook-failure'])
})

/** Two copies of the workspace whose files look as if they had not been touched for long: only such ones are kept. */
let settled: { kept: string; changed: string }
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-find-'))
  settled = { kept: join(folder, 'kept'), changed: join(folder, 'changed') }
  for (const root of Object.values(settled)) copyWorkspace(root)
  await sleep(2200)
  return () => rmSync(folder, { recursive: true, force: true })
})

test('what is kept is used again, and is never older than the pack', async () => {
  const root = settled.changed
  const environment = { XDG_CACHE_HOME: join(root, 'cache') }
  expect(await found('gremlins', root, environment)).toEqual([])
  const [kept = '', prepared = ''] = readdirSync(join(root, 'cache/keys')).map((name) => join(root, 'cache/keys', name))
  // What is kept is what is searched.
  rmSync(prepared)
  writeFileSync(kept, readFileSync(kept, 'utf8').replaceAll('"Stripe webhook failure"', '"Gremlins in the wires"'))
  expect(await found('gremlins', root, environment)).toEqual(['stripe-webhook-failure'])
  // A changed text of the same length and the same time of writing.
  const readme = join(root, 'runbook-keys/stripe-webhook-failure/README.md')
  const text = readFileSync(readme, 'utf8')
  writeFileSync(readme, text.replace('No webhook secret value was provided', 'No frobnicated key thing was put in'))
  utimesSync(readme, 0, 0)
  expect(await found('frobnicated', root, environment)).toEqual(['stripe-webhook-failure'])
  expect(await found('gremlins', root, environment)).toEqual([])
  // What changed a moment ago is not trusted to stay.
  expect(readFileSync(kept, 'utf8')).not.toContain('frobnicated')
})

test.each([
  ['damaged', 0, '{"version":'],
  ['of another shape', 0, '{"version":"0","entries":[]}'],
  ['a folder', 0, null],
  ['damaged, ready to be searched,', 1, '\u0004\u0003\u0002\u0001'],
  ['a folder, ready to be searched,', 1, null]
])('a cache that is %s is no hindrance', async (_, which, content) => {
  const cache = temporaryFolder()
  const environment = { XDG_CACHE_HOME: cache }
  await found('42501', settled.kept, environment)
  const kept = join(cache, 'keys', readdirSync(join(cache, 'keys'))[which] ?? '')
  rmSync(kept)
  if (content === null) mkdirSync(kept)
  else writeFileSync(kept, content)
  expect((await found('42501', settled.kept, environment))[0]).toBe('supabase-rls-lockout-recovery')
})

const LOG = [
  ...Array.from({ length: 400 }, (_, at) => `INFO api request id=${at} path=/v1/orders/${at} status=200`),
  LINE
]

test.each([[['find']], [['find', '-']], [['find', '--limit', '1']]])(
  'keys %j searches what is piped in, to its last line',
  async (args) => {
    const { code, out, err } = await keysHere(args, REPOSITORY, {}, [
      LOG.join('\n').slice(0, 500),
      LOG.join('\n').slice(500)
    ])
    expect(code).toBe(0)
    expect(out).toMatch(/^1\. {2}supabase-rls-lockout-recovery /)
    expect(out).toContain('    line 401     2026-11-23T03:12:09Z ERROR 42501: permission denied for table …')
    expect(err).toContain('keys run supabase-rls-lockout-recovery')
  }
)

test('a log of megabytes is searched, and what is left out of a longer one is said', () => {
  const megabyte = `${LOG.slice(0, 1).join('')}\n`.repeat(20_000)
  expect(keys(['find'], REPOSITORY, {}, megabyte + LINE)).toMatchObject({ code: 0 })
  const long = keys(['find', '--format', 'json'], REPOSITORY, {}, megabyte.repeat(17) + LINE)
  expect((JSON.parse(long.out) as Answer).results[0]?.slug).toBe('supabase-rls-lockout-recovery')
  expect((JSON.parse(long.out) as { leftOutBytes: number }).leftOutBytes).toBeGreaterThan(0)
})

test('keys find --file searches a file', async () => {
  const folder = workspaceCopy()
  writeFileSync(join(folder, 'app.log'), LOG.join('\r\n'))
  const { code, out } = await keysHere(['find', '--file', 'app.log'], folder)
  expect([code, out.slice(0, 33)]).toEqual([0, '1.  supabase-rls-lockout-recovery'])
  const missing = await keysHere(['find', '--file', 'none.log'], folder)
  expect(missing).toMatchObject({ code: 2, out: '' })
  expect(missing.err).toContain('none.log cannot be read: ENOENT.')
})

test.each([
  [['-ERR TestLogin'], 'Searched for: -ERR TestLogin'],
  [['-ERR', 'TestLogin', 'TestLogout'], 'Searched for: -ERR TestLogin TestLogout'],
  [['--- FAIL: TestLogin'], 'Searched for: --- FAIL: TestLogin']
])('keys find %j searches for what only looks like an option', async (words, said) => {
  const { code, err } = await keysHere(['find', ...words], REPOSITORY)
  expect(code).toBe(1)
  expect(err).toContain(said)
})

test('a mistyped option is none of the words', async () => {
  const { code, err } = await keysHere(['find', '--fromat', 'json', 'x'], REPOSITORY)
  expect(code).toBe(2)
  expect(err).toContain("unknown option '--fromat'")
})

test('a weak hit is called weak, has no command to type, and is no success', async () => {
  const { code, out, err } = await keysHere(['find', 'how do I change my email address'], REPOSITORY)
  expect(code).toBe(1)
  expect(out).toContain('weak: only the word')
  expect(err).toContain('No sure hit')
  expect(err).not.toContain('keys run')
  const json = await keysHere(['find', '--format', 'json', 'how do I change my email address'], REPOSITORY)
  expect(json.code).toBe(1)
  expect(JSON.parse(json.out)).toMatchObject({ lines: 1, leftOutBytes: 0, results: [{ strength: 'weak' }] })
})

const SIZE = { cols: 60, rows: 30 }

test('on a terminal it searches while one types, and Enter runs the best', async () => {
  using terminal = startOnTerminal(['find'], REPOSITORY, { KEYS_RUNS: temporaryFolder() }, SIZE)
  await terminal.see('What is wrong?')
  await terminal.press('strpe webhok', '› 1 p1 stripe-webhook-failure')
  await terminal.press('\r', 'values are missing')
  expect(terminal.log()).toContain('Stripe webhook failure')
  await terminal.press('\u0003', 'Stop here?')
  terminal.type('y')
  expect(await terminal.ended).toBe(12)
  expect(terminal.log()).toContain('keys resume')
})

test('arrow keys choose another, and other words bring the mark back to the best', async () => {
  using terminal = startOnTerminal(['find'], REPOSITORY, {}, SIZE)
  await terminal.see('What is wrong?')
  await terminal.press('stripe', '› 1 p1 stripe-webhook-failure')
  await terminal.press('\u001B[B', '› 2 p2 data-reconciliation-mismatch')
  await terminal.press(' webhook', '› 1 p1 stripe-webhook-failure')
  expect(terminal.screen().join('\n')).not.toContain('› 2')
})

test('Ctrl-C and Esc leave the search', async () => {
  using first = startOnTerminal(['find'], REPOSITORY, {}, SIZE)
  await first.see('What is wrong?')
  first.type('\u001B')
  expect(await first.ended).toBe(1)
  expect(first.log()).toContain('Nothing was chosen.')
  using second = startOnTerminal(['find'], REPOSITORY, {}, SIZE)
  await second.see('What is wrong?')
  await second.press('\u0003', 'Stop here?')
  second.type('\u0003')
  expect(await second.ended).toBe(1)
})

test.each([
  ['marked by the terminal', '\u001B[200~', '\u001B[201~'],
  ['not marked', '', '']
])('a paste of hundreds of lines, %s, is one query of which every line counts', async (_, begin, end) => {
  using terminal = startOnTerminal(['find'], REPOSITORY, {}, SIZE)
  await terminal.see('What is wrong?')
  terminal.type(`${begin}${LOG.slice(100).join('\r')}${end}`)
  await terminal.see('› 1 p1 supabase-rls-lockout-recovery')
  expect(terminal.screen().join('\n')).toMatch(/pasted: 30[01] lines/)
})

test('what is left of a paste never reaches the shell', async () => {
  const folder = workspaceCopy()
  const shell = spawn('bash', ['--norc', '--noprofile'], {
    cwd: folder,
    cols: 80,
    rows: 30,
    env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color', PS1: 'ready> ' }
  })
  let screen = ''
  shell.onData((data) => {
    screen += data
  })
  const until = async (text: string): Promise<void> => {
    for (let turn = 0; !screen.includes(text); turn++) {
      if (turn > 500) throw new Error(`${text} did not come:\n${screen}`)
      await sleep(20)
    }
  }
  try {
    await until('ready> ')
    shell.write(`${process.execPath} ${join(import.meta.dirname, '../bin/keys.js')} find\r`)
    await until('What is wrong?')
    // Ctrl-C twice leaves the search while the paste is still on its way.
    shell.write(`\u0003`)
    await until('Stop here?')
    shell.write(`\u0003${'touch executed\r'.repeat(1000)}`)
    await until('Nothing was chosen.')
    await sleep(300)
    expect(readdirSync(folder)).toEqual(['runbook-keys'])
  } finally {
    shell.kill()
  }
})

test('in plain lines the search asks, shows answers with numbers, and runs the one that is chosen', () => {
  const environment = { KEYS_RUNS: temporaryFolder() }
  const { out } = keys(['find', '--plain', 'strpe webhok'], REPOSITORY, environment)
  expect(out).toContain('stripe-webhook-failure')
  const asked = keys(['run', '--plain'], REPOSITORY, environment, 'strpe webhok\n1\n')
  expect(asked.out).toContain('What is wrong?')
  expect(asked.out).toContain('Stripe webhook failure')
  expect(asked.out).toContain('values are missing')
})
