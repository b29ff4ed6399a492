import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { spawn } from '@lydell/node-pty'
import { parseRunbook } from '@keys/parser'
import { beforeAll, expect, test } from 'vitest'
import { copyWorkspace, edit, keys, keysHere, REPOSITORY, temporaryFolder, workspaceCopy } from './support.js'

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
    packs: 6,
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
  expect(err).toContain('Nothing was found in 6 packs.\nSearched for: kubernetes pod evicted\n')
  expect(err).toContain('npm install @keys/runbook-<slug>')
})

test('where there are no packs, it says so', async () => {
  const { code, err } = await keysHere(['find', '42501'], temporaryFolder())
  expect(code).toBe(1)
  expect(err).toMatch(/^There are no packs here to search\./)
})

test('lines are no longer than a terminal of 60 columns, and go without escapes in a pipe', async () => {
  const { screen } = await runInTerminal(['find', LINE], REPOSITORY, 60)
  const lines = screen.split('\r\n').map(plain)
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
  expect(code).toBe(0)
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
  const [name] = readdirSync(join(root, 'cache/keys'))
  const kept = join(root, 'cache/keys', name ?? '')
  // What is kept is what is searched.
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
  ['damaged', '{"version":'],
  ['of another shape', '{"version":"0","entries":[]}'],
  ['a folder', null]
])('a cache that is %s is no hindrance', async (_, content) => {
  const cache = temporaryFolder()
  const environment = { XDG_CACHE_HOME: cache }
  await found('42501', settled.kept, environment)
  const [name] = readdirSync(join(cache, 'keys'))
  const kept = join(cache, 'keys', name ?? '')
  rmSync(kept)
  if (content === null) mkdirSync(kept)
  else writeFileSync(kept, content)
  expect((await found('42501', settled.kept, environment))[0]).toBe('supabase-rls-lockout-recovery')
})

test('on a terminal it searches while one types, and Enter chooses the best', async () => {
  const { screen, code } = await runInTerminal(['find'], REPOSITORY, 60, async (type, until) => {
    await until('What is wrong?')
    type('strpe webhok')
    await until('● p1  stripe-webhook-failure')
    type('\r')
  })
  expect(code).toBe(0)
  expect(plain(screen)).toContain('keys run stripe-webhook-failure')
})

test('arrow keys choose another, and other words bring the mark back to the best', async () => {
  const { screen } = await runInTerminal(['find'], REPOSITORY, 80, async (type, until) => {
    await until('What is wrong?')
    type('stripe')
    await until('● p1  stripe-webhook-failure')
    type('\u001B[B')
    await until('● p2  data-reconciliation-mismatch')
    type(' webhook')
    await until('● p1  stripe-webhook-failure', 2)
    type('\r')
  })
  expect(plain(screen)).toContain('keys run stripe-webhook-failure')
})

test('Ctrl-C leaves the search', async () => {
  const { screen, code } = await runInTerminal(['find'], REPOSITORY, 80, async (type, until) => {
    await until('What is wrong?')
    type('\u0003')
  })
  expect(code).toBe(1)
  expect(plain(screen)).toContain('Nothing was chosen.')
})

/** What a terminal got, without what moves the cursor and colours. */
function plain(screen: string): string {
  // oxlint-disable-next-line no-control-regex
  return screen.replace(/\u001B\[[\d;?]*[A-Za-z]/g, '')
}

/** Runs the built command in a pseudo-terminal. `until` waits for a text to stand there so many times. */
async function runInTerminal(
  args: readonly string[],
  folder: string,
  columns: number,
  talk?: (type: (keys: string) => void, until: (text: string, times?: number) => Promise<void>) => Promise<void>
): Promise<{ screen: string; code: number }> {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [join(import.meta.dirname, '../bin/keys.js'), ...args], {
    cwd: folder,
    cols: columns,
    rows: 30,
    env: { PATH, TERM: 'xterm-256color', LANG: 'C.UTF-8' }
  })
  let screen = ''
  child.onData((data) => {
    screen += data
  })
  const ended = new Promise<number>((resolve) => child.onExit(({ exitCode }) => resolve(exitCode)))
  const until = async (text: string, times = 1): Promise<void> => {
    for (let turn = 0; plain(screen).split(text).length <= times; turn++) {
      if (turn > 1000) throw new Error(`${JSON.stringify(text)} did not come:\n${plain(screen)}`)
      await sleep(20)
    }
  }
  try {
    await talk?.((typed) => child.write(typed), until)
    return { code: await ended, screen }
  } finally {
    try {
      child.kill()
    } catch {
      // It has ended already.
    }
  }
}
