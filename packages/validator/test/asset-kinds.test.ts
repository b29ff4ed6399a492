import { expect, it } from 'vitest'
import { memoryFiles, readPack, type AssetKindName } from '@keys/pack/core'
import { validatePack } from '../src/core.js'
import { validPack } from './fixtures/valid-pack.js'
import { analyzer } from './support/analyzer.js'

const key = {
  slug: 'safe-cron-execution',
  title: 'Safe cron execution',
  description: 'A lock around a scheduled job.',
  tool: 'node',
  key_type: ['job'],
  runtime: 'node',
  version: '1.0.0',
  outcome: 'automation',
  maturity: 'operator',
  license_spdx: 'MIT',
  author: { name: 'Keys' },
  documentation: { readme: 'README.md', quickstart: 'quickstart.md', changelog: 'CHANGELOG.md' }
}
const library = {
  version: '1.0.0',
  generated_at: '2026-11-23T00:00:00Z',
  packs: [
    { slug: 'job-failure', title: 'Job failures', version: '1.0.0', license_spdx: 'MIT', assets: { zip: 'a.zip' } }
  ]
}
const keyFolder = {
  'README.md': '# Safe cron execution',
  'quickstart.md': '# Quickstart',
  'CHANGELOG.md': '# Changelog',
  'LICENSE.txt': String(validPack['LICENSE.txt'])
}

function findingsOf(kind: AssetKindName, folder: string, files: Record<string, string>): string[] {
  const source = readPack(memoryFiles(files), { folder, kind })
  return validatePack(source, { analyzer }).map(({ code, file, range, message }) => {
    return `${code} ${file}:${range.start.line}:${range.start.column} ${message}`
  })
}
const json = (value: unknown): string => JSON.stringify(value, null, 2)

it('finds nothing in a good key and in a good library', () => {
  expect(findingsOf('key', key.slug, { ...keyFolder, 'key.json': json(key) })).toEqual([])
  expect(findingsOf('library', 'any', { 'library.json': json(library) })).toEqual([])
})

it.each<[name: string, files: Record<string, string>, found: string[]]>([
  [
    'an unknown value',
    { 'key.json': json({ ...key, runtime: 'nod' }) },
    ['pack/schema key.json:9:14 `runtime` is `nod`. Did you mean `node`?']
  ],
  [
    'a misspelled field',
    { 'key.json': json({ ...key, tenantscope: 'global' }) },
    ['pack/unknown-field key.json:22:3 `tenantscope` is not a known field. Did you mean `tenant_scope`?']
  ],
  [
    'another slug than its folder',
    { 'key.json': json({ ...key, slug: 'other' }) },
    ['pack/slug-matches-folder key.json:2:11 The slug is `other` and the folder is `safe-cron-execution`.']
  ],
  ['no metadata', {}, ['pack/required-files key.json:1:1 `key.json` is missing.']],
  [
    'what is no JSON',
    { 'key.json': '{' },
    ['pack/json-syntax key.json:1:2 `key.json` is not JSON here: close brace expected.']
  ]
])('finds %s in a key', (_, files, found) => {
  expect(findingsOf('key', key.slug, { ...keyFolder, ...files })).toEqual(found)
})

it('finds faults in a library', () => {
  const [pack] = library.packs
  const bad = { ...library, packs: [{ ...pack, sha256: 'XYZ' }], generated_at: 'yesterday' }
  expect(
    findingsOf('library', 'any', { 'library.json': json(bad) }).map((found) => found.split(' ').slice(0, 3))
  ).toEqual([
    ['pack/schema', 'library.json:3:19', '`generated_at`'],
    ['pack/schema', 'library.json:13:17', '`packs.0.sha256`']
  ])
  expect(findingsOf('library', 'any', { 'library.json': json({ ...library, packs: [] }) })).toHaveLength(1)
})
