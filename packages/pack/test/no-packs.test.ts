import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { howToGetPacks, packNamed } from '../src/index.js'

function folder(files: readonly string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'keys-no-packs-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  mkdirSync(join(root, 'app'))
  for (const file of files) writeFileSync(join(root, file), '')
  return join(root, 'app')
}

test.each([
  ['nothing is installed', [], 'npm install @keys/runbook-stripe-webhook-failure'],
  ["Yarn's Plug'n'Play is at the root", ['.pnp.cjs'], 'nodeLinker: node-modules'],
  ["Yarn's Plug'n'Play is in the folder itself", ['app/.pnp.cjs'], 'nodeLinker: node-modules']
])('where %s, it says how packs come', (_, files, words) => {
  const dir = folder(files)
  expect(howToGetPacks(dir)).toContain(words)
  expect(() => packNamed('disk-full', dir, {})).toThrow(expect.objectContaining({ hint: howToGetPacks(dir) }))
})
