// Whoever follows a pack is told that it has errors, before the first step.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { edit, keysHere, workspaceCopy } from './support.js'

const SLUG = 'stripe-webhook-failure'

async function introOf(root: string): Promise<string> {
  const { err, out } = await keysHere(['run', SLUG], root, {
    KEYS_RUNS: join(root, 'runs'),
    XDG_CACHE_HOME: join(root, 'cache')
  })
  return out + err
}

test('a pack without errors is followed without a word; each change is looked at again', async () => {
  const root = workspaceCopy()
  expect(await introOf(root)).not.toContain('This pack has')
  // A branch that leads nowhere.
  edit(root, `runbook-keys/${SLUG}/README.md`, (text) => text.replace('[Check 2]: #', '[Check 2]: #no-'))
  const said = (await introOf(root)).replaceAll(/\s+/g, ' ')
  expect(said).toMatch(/This pack has (?:an error|\d+ errors): README\.md, line \d+: /)
  expect(said).toContain(`keys validate ${SLUG} --quiet`)
})

test('what is followed is named before what is only published, and a wrong configuration keeps nobody from it', async () => {
  const root = workspaceCopy()
  edit(root, `runbook-keys/${SLUG}/LICENSE.txt`, () => 'mine\n')
  expect(await introOf(root)).toContain('This pack has an error: LICENSE.txt, line 1')
  edit(root, `runbook-keys/${SLUG}/checklist.md`, (text) =>
    text.replace('[Action 1]: README.md#', '[Action 1]: README.md#no-')
  )
  expect(await introOf(root)).toMatch(/This pack has \d errors: checklist\.md/)
  edit(root, `runbook-keys/catalogs/jupyter-keys.json`, () => '{')
  expect(await introOf(root)).toContain('It stands at Check 1')
})
