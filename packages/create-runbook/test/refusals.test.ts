import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { slugFrom } from '../src/answers.js'
import { scaffoldContextOf } from '../src/scaffold-context.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keys-refusals-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test.each(['dist', 'node_modules', 'sub/node_modules', 'packages/build'])('no packs lie in %s', (packs) => {
  expect(() => scaffoldContextOf(folder, { packs })).toThrow(`Packs cannot lie in ${packs}`)
})

test('packs lie where nothing is made', () => {
  expect(scaffoldContextOf(folder, { packs: 'ops/distribution' }).packsFolder).toBe('ops/distribution')
})

test('a manifest with a fault is refused before anything is written', () => {
  writeFileSync(join(folder, 'package.json'), '{"workspaces":["packages/*"],}')
  expect(() => scaffoldContextOf(folder)).toThrow(/package\.json cannot be read: /)
})

test.each(['con', 'nul', 'lpt1'])('%s is the name of a device', (slug) => {
  expect(() => slugFrom(slug)).toThrow(`A folder ${slug} cannot be made on Windows.`)
})

test('the name of the package begins with runbook- by itself', () => {
  expect(() => slugFrom('runbook-queue-stuck')).toThrow('runbook-runbook-queue-stuck')
  expect(slugFrom('queue-runbook-stuck')).toBe('queue-runbook-stuck')
})
