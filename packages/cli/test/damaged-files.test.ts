// In a checkout of a wiki one damaged file never hides the others.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keysHere, temporaryFolder } from './support.js'

const GOOD = '# Reload the application\n\n1. Run `systemctl reload app`\n2. Check it with `curl localhost`\n'

/** What may lie beside a runbook. */
const DAMAGED: Readonly<Record<string, (folder: string) => void>> = {
  'a text in Latin-1': (folder) => writeFileSync(join(folder, 'latin.md'), Buffer.from('# B\u00E4d\n', 'latin1')),
  'a text in UTF-16': (folder) => writeFileSync(join(folder, 'wide.md'), Buffer.from('\uFEFF# Wide\n', 'utf16le')),
  'a text of 300 kB': (folder) => writeFileSync(join(folder, 'big.md'), 'a'.repeat(300_000)),
  'a file whose name is no UTF-8': (folder) =>
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/b`), Buffer.from([0xff]), Buffer.from('.md')]), GOOD),
  'a folder whose name is no UTF-8': (folder) =>
    mkdirSync(Buffer.concat([Buffer.from(`${folder}/d`), Buffer.from([0xfe])]))
}

test.each(Object.entries(DAMAGED))('%s', async (_, damage) => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'good.md'), GOOD)
  writeFileSync(join(folder, 'other.md'), '# Other\n\n1. Run `uptime`\n')
  damage(folder)
  const validated = await keysHere(['validate', '.'], folder)
  expect(validated.err).toContain('good.md: 2 steps')
  expect(validated.code).toBe(0)
  const found = await keysHere(['find', 'reload', 'application'], folder)
  expect(found.out).toContain('good.md')
  const imported = await keysHere(['import', '.', '--out', join(folder, 'drafts')], folder)
  expect([imported.code, imported.err]).not.toEqual([3, expect.anything()])
})
