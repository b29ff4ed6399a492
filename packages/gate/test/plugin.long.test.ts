// What needs no gate: the plugin alone, in a Verdaccio that somebody started by themselves, and the lease of the one that writes.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openDatabase } from '#gate'
import { Lease } from '../src/store/lease.ts'
import { Tokens } from '../src/store/tokens.ts'
import { PATIENCE } from './support/gate.ts'
import { freePort, startPostgres, type Postgres } from './support/postgres.ts'

const PEPPER = 'p'.repeat(32)
const folder = mkdtempSync(join(tmpdir(), 'keys-gate-plugin-'))
const ends: (() => Promise<void> | void)[] = [() => rmSync(folder, { recursive: true, force: true })]
const held: { postgres?: Postgres; url: string; token: string; other: string; fresh: string } = {
  url: '',
  token: '',
  other: '',
  fresh: ''
}
const NAMES = ['@keys/runbook-free', '@keys/runbook-paid', '@keys/runbook-unnamed']

/** What lies in the storage of such a registry. */
function store(name: string): void {
  const path = join(folder, 'storage', name)
  mkdirSync(path, { recursive: true })
  const version = {
    name,
    version: '1.0.0',
    dist: { tarball: `http://x/${name}/-/x-1.0.0.tgz`, shasum: '0'.repeat(40) }
  }
  writeFileSync(
    join(path, 'package.json'),
    JSON.stringify({
      name,
      versions: { '1.0.0': version },
      'dist-tags': { latest: '1.0.0' },
      time: {},
      _attachments: {},
      _uplinks: {},
      _distfiles: {},
      _rev: '1-x'
    })
  )
}

async function start(config: string): Promise<string> {
  for (;;) {
    const url = await startOn(await freePort(), config)
    if (url !== 'ended') return url
  }
}

/** It ends by itself where another program has taken the port since it was found free. */
async function startOn(port: number, config: string): Promise<string> {
  const path = join(folder, `${port}.yaml`)
  writeFileSync(path, config)
  const program = join(import.meta.dirname, '../node_modules/verdaccio/bin/verdaccio')
  const child = spawn(process.execPath, [program, '--config', path, '--listen', `127.0.0.1:${port}`], {
    stdio: 'ignore',
    env: { ...process.env, KEYS_GATE_PEPPER: PEPPER }
  })
  ends.push(() => void child.kill('SIGKILL'))
  const url = `http://127.0.0.1:${port}`
  while ((await fetch(`${url}/-/ping`).catch(() => null))?.ok !== true) {
    if (child.exitCode !== null) return 'ended'
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return url
}

const common = (): string => `storage: ${join(folder, 'storage')}
uplinks: {}
packages: { '**': { access: keys-gate-passed, publish: keys-gate-passed, unpublish: keys-gate-passed } }
web: { enable: false }
log: { type: stdout, format: json, level: error }
plugins: ${join(import.meta.dirname, '../plugins')}
`

const pluginWith = (databaseUrl: string): string => `auth:
  keys-gate:
    url: https://npm.example.com
    database_url: ${databaseUrl}
    pepper_from: KEYS_GATE_PEPPER
    entitlements: { '@keys/runbook-paid': pro }
    free: ['@keys/runbook-free']
`

beforeAll(async () => {
  for (const name of NAMES) store(name)
  held.postgres = await startPostgres()
  const database = await openDatabase({ url: held.postgres.url })
  const tokens = new Tokens(database.db, PEPPER, Date.now)
  const wanted = { name: 'x', scope: 'read' as const, packs: null, networks: null, manages: false, expiresAt: null }
  held.token = (await tokens.create({ ...wanted, customer: 'cus_pays' }, 'admin')).text
  held.other = (await tokens.create({ ...wanted, customer: 'cus_none' }, 'admin')).text
  const now = new Date()
  await database.db.updateTable('customers').set({ answered_at: now }).execute()
  await database.db
    .insertInto('windows')
    .values({ customer: 'cus_pays', feature: 'pro', started_at: now, ended_at: null })
    .execute()
  // Of her Stripe has told nothing yet.
  held.fresh = (await tokens.create({ ...wanted, customer: 'cus_fresh' }, 'admin')).text
  await database.close()
  held.url = await start(common() + pluginWith(held.postgres.url))
  // It connects at the first question.
  await vi.waitFor(async () => expect((await get(held.url, '@keys/runbook-paid'))[0]).toBe(401), PATIENCE)
})

afterAll(async () => {
  for (const end of ends.toReversed()) await end()
  await held.postgres?.stop()
})

const get = async (url: string, name: string, token?: string): Promise<[number, string]> => {
  const response = await fetch(
    `${url}/${name.replace('/', '%2f')}`,
    token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }
  )
  return [response.status, await response.text()]
}

/** An answer that will be another one soon says so, and nobody keeps it. */
async function expectLater(url: string, token: string, words: string): Promise<void> {
  const response = await fetch(`${url}/@keys%2frunbook-paid`, { headers: { authorization: `Bearer ${token}` } })
  const { status, headers } = response
  expect([status, headers.get('retry-after'), headers.get('cache-control')]).toEqual([503, '10', 'private, no-cache'])
  expect(await response.text()).toContain(words)
  expect((await get(url, '@keys/runbook-free', token))[0]).toBe(200)
}

test('who is new, and of whom Stripe has told nothing, is asked to come again', () =>
  expectLater(held.url, held.fresh, 'Stripe has not told the gate yet'))

test('without its database everybody is asked to come again', async () => {
  const url = await start(common() + pluginWith(`postgres://127.0.0.1:${await freePort()}/none`))
  await expectLater(url, held.token, 'Try again in a minute')
})

test('decides by the names that it was told', async () => {
  expect((await get(held.url, '@keys/runbook-free'))[0]).toBe(200)
  expect((await get(held.url, '@keys/runbook-paid'))[0]).toBe(401)
  const [status, text] = await get(held.url, '@keys/runbook-paid', held.other)
  expect([status, text.includes('which this account does not have')]).toEqual([402, true])
  expect((await get(held.url, '@keys/runbook-paid', held.token))[0]).toBe(200)
  expect((await get(held.url, '@keys/runbook-unnamed', held.token))[0]).toBe(404)
})

test.each([
  ['without its settings', 'auth: { keys-gate: {} }\n'],
  ['with settings that are wrong', 'auth: { keys-gate: { database_url: "mysql://x" } }\n'],
  ['that is not found', 'auth: { not-there: {} }\n']
])('a plugin %s lets nobody in', async (_, auth) => {
  const url = await start(common() + auth)
  for (const name of NAMES) {
    const [status, text] = await get(url, name, held.token)
    expect([status >= 400, text.includes('dist')]).toEqual([true, false])
  }
})

test('a writer that had no time to renew its lease has it again, unless another has it now', async () => {
  const database = await openDatabase({ url: held.postgres?.url ?? '' })
  const clock = { now: 0 }
  const leaseOf = (): Lease => new Lease(database.db, () => clock.now)
  const [lease, other] = [leaseOf(), leaseOf()]
  expect([await lease.hold(), await other.hold()]).toEqual([true, false])
  clock.now += 20_000
  expect([lease.isHeld, await lease.hold(), lease.isHeld]).toEqual([false, true, true])
  await lease.release()
  expect([await other.hold(), await lease.hold()]).toEqual([true, false])
  await database.close()
})
