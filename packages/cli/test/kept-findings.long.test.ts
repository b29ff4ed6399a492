// Findings are kept, and are never older than what they speak of.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { copyWorkspace, keys, temporaryFolder } from './support.js'

let root: string
let environment: Record<string, string>
const README = 'runbook-keys/stripe-webhook-failure/README.md'

function findings(...args: string[]): string[] {
  const { out } = keys(['validate', '--format', 'json', ...args], root, environment)
  const { packs } = JSON.parse(out) as { packs: { path: string; diagnostics: { code: string; file: string }[] }[] }
  return packs.flatMap(({ path, diagnostics }) => diagnostics.map(({ code, file }) => `${path}/${file} ${code}`))
}

function keptFile(name: string): string {
  const folder = join(environment['XDG_CACHE_HOME'] ?? '', 'keys')
  return join(folder, readdirSync(folder).find((file) => file.startsWith(`${name}-`)) ?? '')
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'keys-kept-'))
  copyWorkspace(root)
  // What changed a moment ago is not told by its state.
  await sleep(2200)
  return () => rmSync(root, { recursive: true, force: true })
})

test('what is kept is shown again, and a changed text is judged anew', async () => {
  environment = { XDG_CACHE_HOME: temporaryFolder() }
  const first = findings()
  expect(findings()).toEqual(first)
  const kept = keptFile('findings')
  // What is kept is what is shown: the rules are not asked again.
  const before = readFileSync(kept, 'utf8')
  const planted = JSON.parse(before) as { entries: Record<string, { value: { diagnostics: unknown[] } }> }
  const [dir] = Object.keys(planted.entries).filter((key) => key.endsWith('stripe-webhook-failure'))
  const range = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } }
  const texts = {
    messageId: 'x',
    severity: 'error',
    file: 'README.md',
    message: 'x',
    expected: 'x',
    help: 'x',
    url: 'x'
  }
  const entry = planted.entries[dir ?? '']
  if (entry) entry.value.diagnostics = [{ code: 'planted/finding', ...texts, range, data: {} }]
  writeFileSync(kept, JSON.stringify(planted))
  const shown = 'runbook-keys/stripe-webhook-failure/README.md planted/finding'
  expect(findings()).toContain(shown)
  expect(findings('--no-cache')).toEqual(first)
  // Other rules, other inputs.
  expect(findings('--rule', 'flow/dead-end=off')).not.toContain(shown)
  // A text of the same length and the same time of writing.
  const text = readFileSync(join(root, README), 'utf8')
  writeFileSync(join(root, README), text.replace('## Scope', '## Scopf'))
  utimesSync(join(root, README), 0, 0)
  expect(findings()).not.toContain(shown)
  expect(findings()).toEqual(findings('--no-cache'))
  // Back to what it was: told by its content.
  writeFileSync(join(root, README), text)
  expect(findings()).toEqual(first)
})

test('another pack that changes its relations is seen', () => {
  environment = { XDG_CACHE_HOME: temporaryFolder() }
  const first = findings()
  const file = join(root, 'runbook-keys/stripe-webhook-failure/pack.json')
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace(/"related_runbooks": \[[^\]]*\]/, '"related_runbooks": []'))
  const changed = findings()
  expect(changed).not.toEqual(first)
  expect(changed).toEqual(findings('--no-cache'))
  writeFileSync(file, text)
  expect(findings()).toEqual(first)
})

test.each([
  ['damaged', (path: string) => writeFileSync(path, '{"version":')],
  ['of another shape', (path: string) => writeFileSync(path, JSON.stringify({ version: 1, entries: { '/': 7 } }))],
  ['gone', (path: string) => rmSync(path)],
  ['writable by anybody', (path: string) => chmodSync(path, 0o666)]
])('what is kept and is %s counts for nothing', (_, spoil) => {
  environment = { XDG_CACHE_HOME: temporaryFolder() }
  const first = findings()
  const kept = keptFile('findings')
  writeFileSync(kept, readFileSync(kept, 'utf8').replaceAll('"diagnostics":[]', '"diagnostics":[7]'))
  expect(findings()).toEqual(first)
  spoil(keptFile('findings'))
  expect(findings()).toEqual(first)
})
