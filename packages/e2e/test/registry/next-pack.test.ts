// One more pack needs no change outside of its folder but what is generated: the repository with one more, and its tests.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneRepository, IN_COPY } from '../support/clone.js'
import { PACKAGES } from '../support/packages.js'
import { run } from '../support/run.js'

const SLUG = 'one-more-pack'
const home = mkdtempSync(join(tmpdir(), 'keys-next-pack-'))
const repository = join(home, 'repository')
const node = (folder: string, ...args: string[]): Promise<string> =>
  run([process.execPath, ...args], { cwd: join(repository, folder), environment: IN_COPY })
const keys = (...args: string[]): Promise<string> => node('.', 'packages/cli/bin/keys.js', ...args)

beforeAll(async () => {
  await cloneRepository(repository)
  await keys('new', SLUG, '--yes', '--author', 'A. Author')
  // As an installation would.
  const modules = join(repository, 'runbook-keys', SLUG, 'node_modules/@keys')
  mkdirSync(modules, { recursive: true })
  for (const name of ['drill', 'drill-kit']) symlinkSync(join(repository, 'packages', name), join(modules, name))
  await keys('drill', SLUG, '--update')
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('the workspace with it has no findings, and it is listed and indexed', async () => {
  const packs = PACKAGES.filter(({ isRunbook }) => isRunbook).length + 1
  // The drill of a skeleton is a beginning: its author adds the other scenarios.
  const rules = ['branch', 'command'].flatMap((what) => ['--rule', `drill/${what}-not-covered=off`])
  expect(await keys('validate', ...rules)).toBe(`${packs} packs: no findings\n`)
  expect(await keys('list')).toContain(SLUG)
  expect(await keys('index')).toContain(`${packs} runbooks, packed in dist/packs`)
})

test('what is generated takes it in', async () => {
  await node('packages/api-docs', 'scripts/pack-tables.ts')
  await node('packages/api-docs', 'scripts/incidents.ts')
  for (const file of ['README.md', 'runbook-keys/README.md']) {
    expect(readFileSync(join(repository, file), 'utf8')).toContain(`[${SLUG}](`)
  }
})

// The quick tests that look at all packs of the repository; the others do not know how many there are.
test.each([
  ['packages/cli', 'test/commands.test.ts', 'keys list|of several packs|keys index writes'],
  ['packages/indexer', 'test/search.test.ts', ''],
  ['packages/runner', 'test/walks.test.ts', SLUG]
])('%s: %s passes with it', async (folder, file, names) => {
  const vitest = join('node_modules/vitest/vitest.mjs')
  const args = [vitest, 'run', file, '--typecheck.enabled=false', ...(names === '' ? [] : ['-t', names])]
  expect(await node(folder, ...args)).toMatch(/\d+ passed/)
})
