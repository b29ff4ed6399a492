// What is kept of packs to search them is never older than the packs.
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { searchablePacks } from '../src/find/find-packs.ts'

const SOURCE = join(import.meta.dirname, '../../../runbook-keys')
const PACKS = ['stripe-webhook-failure', 'postgres-connections-exhausted']

let root: string
let environment: Record<string, string>

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keys-kept-search-'))
  environment = { XDG_CACHE_HOME: join(root, 'cache') }
  for (const name of PACKS) {
    for (const file of ['pack.json', 'package.json', 'README.md']) {
      cpSync(join(SOURCE, name, file), join(root, 'runbook-keys', name, file))
    }
  }
  // Long after the files were written: what changed a moment ago is not told by its state.
  later()
  return () => rmSync(root, { recursive: true, force: true })
})
afterEach(() => vi.useRealTimers())

let shift = 0
function later(): void {
  shift += 10_000
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + shift })
}

const kept = (): string => {
  const folder = join(root, 'cache/keys')
  return join(folder, readdirSync(folder).find((name) => name.startsWith('search-')) ?? '')
}

async function found(query: string): Promise<string[]> {
  const search = await searchablePacks(root, environment, 'test')
  return search.find(query).results.map(({ document }) => `${document.package} ${document.title}`)
}

function change(name: string, file: string, edit: (text: string) => string): void {
  const path = join(root, 'runbook-keys', name, file)
  writeFileSync(path, edit(readFileSync(path, 'utf8')))
  later()
}

const FIRST = '@keys/runbook-stripe-webhook-failure Stripe webhook failure'

test('what is kept is used, and is made of the packs as they are', async () => {
  const first = await found('stripe webhook')
  expect(first[0]).toBe(FIRST)
  const { ino } = statSync(kept())
  expect(await found('stripe webhook')).toEqual(first)
  // Made again, it would be another file.
  expect(statSync(kept()).ino).toBe(ino)
})

test.each<[string, string, (text: string) => string, string, string]>([
  [
    'a title',
    'pack.json',
    (text) => text.replace('Stripe webhook failure', 'Stripe events lost'),
    'lost',
    'Stripe events lost'
  ],
  [
    'a signal',
    'README.md',
    (text) => text.replace(/^(## .*When to use.*)$/m, '$1\n\n- `quokka_overflow`'),
    'quokka_overflow',
    'Stripe webhook failure'
  ],
  [
    'the scope',
    'package.json',
    (text) => text.replace('@keys/', '@acme/'),
    'stripe webhook',
    '@acme/runbook-stripe-webhook-failure Stripe webhook failure'
  ]
])('%s that changes is seen', async (_, file, edit, query, expected) => {
  await found('stripe')
  change('stripe-webhook-failure', file, edit)
  expect((await found(query))[0]).toContain(expected)
})

test('a pack that comes or goes is seen, and one whose scope the configuration says', async () => {
  await found('stripe')
  rmSync(join(root, 'runbook-keys/stripe-webhook-failure'), { recursive: true })
  later()
  expect(await found('stripe webhook')).not.toContain(FIRST)
  cpSync(join(SOURCE, 'stripe-webhook-failure/pack.json'), join(root, 'runbook-keys/other-name/pack.json'))
  later()
  expect((await found('stripe webhook'))[0]).toBe('@keys/runbook-other-name Stripe webhook failure')
  writeFileSync(join(root, 'keys.config.json'), '{ "scope": "@acme" }')
  later()
  expect((await found('stripe webhook'))[0]).toBe('@acme/runbook-other-name Stripe webhook failure')
})

test.each<[string, (path: string) => void]>([
  ['cut', (path) => writeFileSync(path, readFileSync(path).subarray(0, -40))],
  [
    'changed',
    (path) => writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, -9), Buffer.from('123456789')]))
  ],
  ['empty', (path) => writeFileSync(path, '')],
  ['writable by anybody', (path) => chmodSync(path, 0o666)],
  ['gone', (path) => rmSync(path)]
])('what is kept and is %s counts for nothing', async (_, spoil) => {
  const first = await found('stripe webhook')
  spoil(kept())
  expect(await found('stripe webhook')).toEqual(first)
  expect(await found('stripe webhook')).toEqual(first)
})

test('it is said that packs are read, and not where they are kept', async () => {
  let reads = 0
  const search = (): Promise<unknown> => searchablePacks(root, environment, 'test', async () => void reads++)
  await search()
  expect(reads).toBe(1)
  await search()
  expect(reads).toBe(1)
  change('stripe-webhook-failure', 'README.md', (text) => `${text}\n`)
  await search()
  expect(reads).toBe(2)
})

test('another release makes its own', async () => {
  await found('stripe')
  const before = readFileSync(kept())
  await searchablePacks(root, environment, 'another')
  expect(readFileSync(kept()).equals(before)).toBe(false)
})
