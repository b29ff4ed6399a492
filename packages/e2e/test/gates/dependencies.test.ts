// What comes along with the packages: licenses, and nothing that is not needed.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { PACKAGES, REPOSITORY } from '../support/packages.js'
import { PNPM, run } from '../support/run.js'
import { tarballOf, textIn } from '../support/tarballs.js'

/** Licenses under which dependencies may be passed on with MIT packages. */
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
  '(MIT OR CC0-1.0)',
  // What Verdaccio brings, which the gate starts. All of them let anybody do anything.
  'Python-2.0',
  'Unlicense',
  'WTFPL',
  'WTFPL OR ISC',
  '(WTFPL OR MIT)',
  '(MIT OR Apache-2.0)',
  '(AFL-2.1 OR BSD-3-Clause)'
]

test('every dependency of a package has a license that allows it', async () => {
  const filters = PACKAGES.flatMap(({ name }) => ['--filter', name])
  const text = await run([PNPM, ...filters, 'licenses', 'list', '--prod', '--json'], { cwd: REPOSITORY })
  const byLicense = Object.entries(JSON.parse(text) as Record<string, { name: string }[]>)
  expect(byLicense.length).toBeGreaterThan(0)
  const refused = byLicense.filter(([license]) => !ALLOWED.includes(license))
  expect(refused.map(([license, packages]) => [license, packages.map(({ name }) => name)])).toEqual([])
})

test('what is bundled into a package is named in it with its license, which allows it', () => {
  const notices = new Map(
    PACKAGES.flatMap(({ manifest }) => {
      const file = tarballOf(manifest).files.find((path) => path.endsWith('/THIRD-PARTY-LICENSES.txt'))
      return file === undefined ? [] : [[manifest.name, textIn(manifest, file)] as const]
    })
  )
  expect([...notices.keys()]).toEqual(['@keys/cli', '@keys/command-analysis', '@keys/create-runbook'])
  const named = new Map(
    [...notices].map(([holder, text]) => [
      holder,
      new Map([...text.matchAll(/^=== (\S+) \S+ \((.+)\) ===$/gm)].map(([, name, license]) => [name, license]))
    ])
  )
  // esbuild says above each module where it lay, unless it was told to leave out what is not code.
  const bundled = PACKAGES.flatMap(({ manifest }) =>
    tarballOf(manifest)
      .files.filter((file) => file.endsWith('.js'))
      .flatMap((file) => [
        ...textIn(manifest, file).matchAll(/^ *\/\/ \S*\/node_modules\/((?:@[^/\s]+\/)?[^/\s]+)\//gm)
      ])
      .map(([, name = '']) => [manifest.name, name] as const)
  )
  expect(bundled.length).toBeGreaterThan(0)
  expect(bundled.filter(([holder, name]) => !named.get(holder)?.has(name))).toEqual([])
  for (const [holder, text] of notices) {
    const licenses = named.get(holder) ?? new Map<string, string>()
    expect([...licenses].filter(([, license = '']) => !ALLOWED.includes(license))).toEqual([])
    const some = holder === '@keys/command-analysis' ? ['libpg-query'] : ['zod', 'micromark']
    expect([...licenses.keys()]).toEqual(expect.arrayContaining(some))
    expect(text).toContain('Permission is hereby granted')
  }
})

test('knip finds no file, export or dependency that nothing needs', async () => {
  const knip = join(import.meta.dirname, '../../node_modules/.bin/knip')
  expect(await run([knip, '--no-progress', '--reporter', 'compact'], { cwd: REPOSITORY, codes: [0, 1] })).toBe('')
})

test('the list of what is inside holds dependencies, and for the command what is bundled into it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-sbom-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const filters = ['--filter', '@keys/parser', '--filter', '@keys/cli']
  const options = [
    'sbom',
    '--sbom-format',
    'cyclonedx',
    '--prod',
    ...filters,
    '--split',
    '--out',
    join(folder, '%s.json')
  ]
  await run([PNPM, ...options], { cwd: REPOSITORY })
  const command = join(folder, 'keys-cli.json')
  await run([process.execPath, 'packages/cli/scripts/list-bundled.ts', command], { cwd: REPOSITORY })
  const purlsIn = (path: string): string[] => {
    const { bomFormat, components } = JSON.parse(readFileSync(path, 'utf8')) as Bom
    expect(bomFormat).toBe('CycloneDX')
    expect(components.filter(({ licenses = [] }) => licenses.length === 0)).toEqual([])
    return components.map(({ purl }) => purl)
  }
  const namesIn = (path: string): string[] => purlsIn(path).map((purl) => purl.replace(/@[^@]*$/, ''))
  expect(namesIn(join(folder, 'keys-parser.json'))).toEqual(expect.arrayContaining(['pkg:npm/unified', 'pkg:npm/zod']))
  const inside = namesIn(command)
  expect(inside).toEqual(expect.arrayContaining(['pkg:npm/libpg-query', 'pkg:npm/%40clack/prompts', 'pkg:npm/zod']))
  // Of some, npm's libraries bring another version; none is listed twice.
  expect(new Set(purlsIn(command)).size).toBe(inside.length)
})

interface Bom {
  bomFormat: string
  components: { purl: string; licenses?: unknown[] }[]
}
