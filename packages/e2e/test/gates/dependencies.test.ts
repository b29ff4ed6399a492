// What comes along with the packages: licences, and nothing that is not needed.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PACKAGES, REPOSITORY } from '../support/packages.js'
import { PNPM, run } from '../support/run.js'

/** Licences under which dependencies may be passed on with MIT packages. */
const ALLOWED: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  'CC0-1.0',
  // spdx-exceptions, which is a list of names.
  'CC-BY-3.0',
  '(MIT OR CC0-1.0)'
]

test('every dependency of a package has a licence that allows it', async () => {
  const filters = PACKAGES.flatMap(({ name }) => ['--filter', name])
  const text = await run([PNPM, ...filters, 'licenses', 'list', '--prod', '--json'], { cwd: REPOSITORY })
  const byLicence = Object.entries(JSON.parse(text) as Record<string, { name: string }[]>)
  expect(byLicence.length).toBeGreaterThan(0)
  const refused = byLicence.filter(([licence]) => !ALLOWED.includes(licence))
  expect(refused.map(([licence, packages]) => [licence, packages.map(({ name }) => name)])).toEqual([])
})

test('knip finds no file, export or dependency that nothing needs', async () => {
  const knip = join(import.meta.dirname, '../../node_modules/.bin/knip')
  expect(await run([knip, '--no-progress', '--reporter', 'compact'], { cwd: REPOSITORY, codes: [0, 1] })).toBe('')
})

test('pnpm writes what is inside as CycloneDX', async () => {
  const options = ['sbom', '--sbom-format', 'cyclonedx', '--prod', '--filter', '@keys/parser']
  const bom = JSON.parse(await run([PNPM, ...options], { cwd: REPOSITORY })) as {
    bomFormat: string
    metadata: { component: { purl: string } }
    components: { name: string; licenses?: unknown[] }[]
  }
  expect(bom.bomFormat).toBe('CycloneDX')
  expect(bom.metadata.component.purl).toMatch(/^pkg:npm\/%40keys\/parser@/)
  expect(bom.components.map(({ name }) => name)).toEqual(expect.arrayContaining(['unified', 'zod']))
})
