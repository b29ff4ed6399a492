import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keptOverview, packNamed, readOverview, type Overview } from '@keys/pack'
import { loadEngine } from '@keys/parser/native'
import { expect, test } from 'vitest'
import { overview } from '@keys/terminal'
import { edit, keysHere, REPOSITORY, temporaryFolder, workspaceCopy } from './support.js'

const SLUG = 'stripe-webhook-failure'
const TERMINAL = { color: false, width: 80 }

/** Shows a pack, and says how often it was read. */
async function shower(root: string, environment: Record<string, string>) {
  let made = 0
  const location = packNamed(SLUG, root, environment)
  const make = async (): Promise<Overview> => {
    made++
    return readOverview(location, await loadEngine())
  }
  const show = async (): Promise<string> =>
    overview(location.package, await keptOverview(location, environment, 'test', make), TERMINAL)
  return { show, made: () => made }
}

test('an unchanged pack is shown from what was kept, in the same words', async () => {
  const environment = { XDG_CACHE_HOME: temporaryFolder() }
  const { show, made } = await shower(REPOSITORY, environment)
  const first = await show()
  expect(first).toContain('When to use')
  expect(await show()).toBe(first)
  expect(made()).toBe(1)
  expect((await keysHere(['show', SLUG], REPOSITORY)).out).toBe(first)
})

test.each(['{', '{"version":"0","entries":{}}', '[]'])('what is kept and damaged is made again: %s', async (text) => {
  const environment = { XDG_CACHE_HOME: temporaryFolder() }
  const { show, made } = await shower(REPOSITORY, environment)
  const first = await show()
  const folder = join(environment.XDG_CACHE_HOME, 'keys')
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), text)
  expect(await show()).toBe(first)
  expect(made()).toBe(2)
})

test('a pack that was changed is shown as it is now', async () => {
  const root = workspaceCopy()
  const environment = { XDG_CACHE_HOME: temporaryFolder() }
  const { show } = await shower(root, environment)
  await show()
  edit(root, `runbook-keys/${SLUG}/pack.json`, (text) => text.replace(/"title": "[^"]*"/, '"title": "Another title"'))
  expect(await show()).toMatch(/^Another title\n/)
  const readme = join(root, 'runbook-keys', SLUG, 'README.md')
  writeFileSync(readme, readFileSync(readme, 'utf8').replace(/^### Step 1: .*$/m, '### Step 1: Another step'))
  expect(await show()).toContain('Another step')
})
