import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keysHere, REPOSITORY, temporaryFolder } from './support.js'

const PACK = join(REPOSITORY, 'runbook-keys/stripe-webhook-failure')

/** A folder with a copy of a pack at a path below it. */
function folderWith(...paths: readonly string[]): string {
  const folder = temporaryFolder()
  for (const path of paths) {
    mkdirSync(join(folder, path), { recursive: true })
    cpSync(PACK, join(folder, path), { recursive: true, filter: (file) => !file.includes('node_modules/.') })
  }
  return folder
}

const listed = async (folder: string, environment: Record<string, string> = {}): Promise<string[]> => {
  const { out } = await keysHere(['list', '--format', 'json'], folder, environment)
  return (JSON.parse(out) as { slug: string }[]).map(({ slug }) => slug)
}

test.each([
  ['a pack', 'stripe-webhook-failure', 'stripe-webhook-failure'],
  ['a folder of packs', 'stripe-webhook-failure', ''],
  ['a workspace', 'runbook-keys/stripe-webhook-failure', ''],
  ['installed packs', 'node_modules/@keys/runbook-stripe-webhook-failure', '']
])('$KEYS_PACKS may name %s', async (_, path, named) => {
  const environment = { KEYS_PACKS: `/nothing:${join(folderWith(path), named)}` }
  expect(await listed(temporaryFolder(), environment)).toEqual(['stripe-webhook-failure'])
  const found = await keysHere(['find', 'strpe webhok'], temporaryFolder(), environment)
  expect(found).toMatchObject({ code: 0 })
  expect((await keysHere(['run', 'stripe', '--dry-run'], temporaryFolder(), environment)).code).toBe(0)
})

test('a relative path in $KEYS_PACKS names nothing: it would be another one in each folder', async () => {
  const folder = folderWith('packs/stripe-webhook-failure')
  expect(await listed(folder, { KEYS_PACKS: 'packs' })).toEqual([])
})

test.each([
  [['show', 'supabase', '--format', 'markdown'], '# Supabase RLS lockout recovery'],
  [['show', 'stripe-web', '--format', 'markdown'], '# Stripe webhook failure'],
  [['graph', 'data'], 'flowchart TD'],
  [['run', 'stripe-webhook', '--print'], 'Stripe webhook failure'],
  [['run', 'back', '--dry-run'], 'background-job-failure-replay'],
  [['show', '@keys/runbook-part', '--format', 'markdown'], '# Partial outage from a dependency failure']
])('keys %j takes the beginning of a name', async (args, said) => {
  const { code, out } = await keysHere(args, REPOSITORY)
  expect(code).toBe(0)
  expect(out).toContain(said)
})

test('the beginning of several names is none of them', async () => {
  const folder = temporaryFolder()
  for (const slug of ['stripe-webhook-failure', 'stripe-refunds']) {
    cpSync(PACK, join(folder, 'runbook-keys', slug), {
      recursive: true,
      filter: (file) => !file.includes('node_modules/.')
    })
  }
  const { code, err } = await keysHere(['show', 'stripe'], folder)
  expect(code).toBe(2)
  expect(err).toBe('2 packs begin with stripe: stripe-refunds, stripe-webhook-failure.\nType more of the name.\n')
})

test.each([
  [['run', 'unheard-of']],
  [['run', 'unheard-of', '--print']],
  [['run', 'unheard-of', '--dry-run']],
  [['preflight', 'unheard-of']]
])('keys %j fetches nothing that nobody asked for', async (args) => {
  const { code, err } = await keysHere(args, REPOSITORY, { npm_config_registry: 'http://127.0.0.1:9/' })
  expect(code).toBe(2)
  expect(err).toContain('There is no pack unheard-of here, and nothing was fetched.')
  expect(err).toContain('--fetch')
})

test('keys run --fetch asks the registry', async () => {
  const { code, err } = await keysHere(['run', 'unheard-of', '--fetch'], REPOSITORY, {
    npm_config_registry: 'http://127.0.0.1:9/'
  })
  expect(code).toBe(2)
  expect(err).toContain('Fetching @keys/runbook-unheard-of from the registry.')
  expect(err).toContain('127.0.0.1:9')
})

test('keys run without a pack and without a person says what to do', async () => {
  const { code, err } = await keysHere(['run'], REPOSITORY)
  expect(code).toBe(2)
  expect(err).toContain('keys list')
})
