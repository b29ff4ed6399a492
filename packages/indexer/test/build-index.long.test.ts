import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assetsIndexSchema, jsonSchemas, packSchema, readAssetsIndex, type AssetsIndex } from '@keys/schema'
import { list } from 'tar'
import { beforeAll, expect, test } from 'vitest'
import { buildIndex } from '../src/index.js'
import { copyWorkspace, edit, filesIn, SLUGS, temporaryFolder, workspaceCopy } from '@keys/testkit'

const STAMP = { SOURCE_DATE_EPOCH: '1795000000' }

async function build(root: string, environment = STAMP): Promise<AssetsIndex> {
  const result = await buildIndex(root, environment)
  if (!result.ok) throw new Error(JSON.stringify(result.findings.filter(({ diagnostics }) => diagnostics.length > 0)))
  return JSON.parse(readFileSync(result.path, 'utf8')) as AssetsIndex
}

// Most tests are about one index, and none of them changes it.
let built: { root: string; index: AssetsIndex }
beforeAll(async () => {
  const root = mkdtempSync(join(tmpdir(), 'keys-built-'))
  copyWorkspace(root)
  built = { root, index: await build(root) }
  return () => rmSync(root, { recursive: true, force: true })
})

/** A copy of the workspace in which the index was built. */
function builtCopy(): string {
  const root = temporaryFolder()
  cpSync(built.root, root, { recursive: true })
  return root
}

test('the index holds all packs and the keys of the catalogs, sorted', () => {
  const { index } = built
  expect(index.runbooks.map(({ slug }) => slug)).toEqual(SLUGS)
  expect(index.node_keys.map(({ slug }) => slug)).toEqual(index.node_keys.map(({ slug }) => slug).toSorted())
  expect(index.node_keys).toHaveLength(5)
  expect(index.jupyter_keys).toHaveLength(9)
  expect(index.generated_at).toBe('2026-11-18T11:06:40.000Z')
})

test('the index is valid against its schema, and each entry against that of pack.json', () => {
  const { index } = built
  expect(assetsIndexSchema.safeParse(index).error).toBeUndefined()
  expect(readAssetsIndex(index)).toHaveProperty('index')
  for (const entry of index.runbooks) expect(packSchema.safeParse(entry).error).toBeUndefined()
  expect(jsonSchemas()['assets-index']).toHaveProperty('$id')
})

test('the same input gives the same bytes, in another folder, in another order of time', async () => {
  const first = filesIn(join(built.root, 'dist'))
  const [again, elsewhere] = [builtCopy(), workspaceCopy()]
  const future = new Date('2030-01-01')
  for (const slug of SLUGS.toReversed()) utimesSync(join(elsewhere, 'runbook-keys', slug, 'README.md'), future, future)
  await build(again)
  expect(filesIn(join(again, 'dist'))).toEqual(first)
  await build(elsewhere)
  expect(filesIn(join(elsewhere, 'dist'))).toEqual(first)
  expect(Object.keys(first)).toHaveLength(SLUGS.length + 1)
})

test('without a stamp and without git, the index bears the time of the newest changelog entry', async () => {
  const root = workspaceCopy()
  edit(root, 'runbook-keys/stripe-webhook-failure/CHANGELOG.md', (text) =>
    text.replace(/\d{4}-\d{2}-\d{2}/, '2027-02-03')
  )
  const index = await build(root, {} as typeof STAMP)
  expect(index.generated_at).toBe('2027-02-03T00:00:00.000Z')
})

/** What a pack ships only if it has it. */
function extrasOf(dir: string): string[] {
  const scripts = existsSync(join(dir, 'scripts')) ? readdirSync(join(dir, 'scripts')) : []
  return [
    ...['SETUP.md', 'incidents.json'].filter((file) => existsSync(join(dir, file))),
    ...scripts.map((file) => `scripts/${file}`)
  ]
}

test('a tarball holds what the package ships, and its entry says its size and integrity', () => {
  const { root, index } = built
  for (const entry of index.runbooks) {
    const { tarball } = entry['x-listing']
    const bytes = readFileSync(join(root, 'dist', tarball.path))
    expect(tarball.size).toBe(bytes.length)
    expect(tarball.integrity).toBe(`sha512-${createHash('sha512').update(bytes).digest('base64')}`)
    const paths: string[] = []
    list({ file: join(root, 'dist', tarball.path), sync: true, onReadEntry: ({ path }) => void paths.push(path) })
    expect(paths.toSorted()).toEqual(
      [
        'CHANGELOG.md',
        'LICENSE.txt',
        'README.md',
        'checklist.md',
        'index.cjs',
        'index.d.cts',
        'index.d.ts',
        'index.js',
        'pack.json',
        'package.json',
        'runbook.json',
        `skills/${entry.slug}-runbook/SKILL.md`,
        ...extrasOf(join(root, 'runbook-keys', entry.slug))
      ]
        .toSorted()
        .map((path) => `package/${path}`)
    )
  }
})

test('a new version takes the place of the old tarball, and a tarball that no index wrote stays', async () => {
  const root = builtCopy()
  const { path } = built.index.runbooks.find(({ slug }) => slug === 'stripe-webhook-failure')!['x-listing'].tarball
  const [old, foreign] = [path.replace(/-[^-]+$/, '-0.9.0.tgz'), 'packs/keys-runbook-stripe-webhook-failure-0.8.0.tgz']
  edit(root, 'dist/assets-index.json', (text) => text.replace(path, old))
  renameSync(join(root, 'dist', path), join(root, 'dist', old))
  writeFileSync(join(root, 'dist', foreign), 'foreign')
  await build(root)
  const there = [path, old, foreign].map((tarball) => existsSync(join(root, 'dist', tarball)))
  expect(there).toEqual([true, false, true])
})

test('a pack that a link carries out of the workspace is not built', async () => {
  const [root, elsewhere] = [builtCopy(), workspaceCopy()]
  const [pack, target] = [root, elsewhere].map((folder) => join(folder, 'runbook-keys/stripe-webhook-failure')) as [
    string,
    string
  ]
  rmSync(pack, { recursive: true })
  symlinkSync(target, pack)
  const before = filesIn(elsewhere)
  await expect(buildIndex(root, STAMP)).rejects.toThrow(/a link out of the workspace/)
  expect(filesIn(elsewhere)).toEqual(before)
})

test.each([
  [
    'a pack with an error',
    'runbook-keys/stripe-webhook-failure/pack.json',
    (text: string) => text.replace('"p1"', '"p9"')
  ],
  ['a pack without a README', 'runbook-keys/ai-output-regression/README.md', () => ''],
  ['a catalog that is no catalog', 'runbook-keys/catalogs/node-keys.json', () => '{ "keys": [{}] }'],
  ['a catalog that is no JSON', 'runbook-keys/catalogs/jupyter-keys.json', () => '{']
])('%s is refused, and dist stays as it was', async (_, path, change) => {
  const root = builtCopy()
  const before = filesIn(join(root, 'dist'))
  edit(root, path, change)
  const result = await buildIndex(root, STAMP)
  expect(result.ok).toBe(false)
  expect(filesIn(join(root, 'dist'))).toEqual(before)
  expect(readdirSync(join(root, 'dist')).toSorted()).toEqual(['assets-index.json', 'packs'])
})

test('a time that is none is refused, and dist stays as it was', async () => {
  const root = builtCopy()
  const before = filesIn(join(root, 'dist'))
  edit(root, 'runbook-keys/stripe-webhook-failure/README.md', (text) => text.replace('## Scope', '## Scope\n'))
  await expect(build(root, { SOURCE_DATE_EPOCH: 'yesterday' })).rejects.toThrow(RangeError)
  expect(filesIn(join(root, 'dist'))).toEqual(before)
})

test('a folder that cannot be written is an error, and nothing is left behind', async () => {
  const root = workspaceCopy()
  mkdirSync(join(root, 'dist/assets-index.json'), { recursive: true })
  await expect(buildIndex(root, STAMP)).rejects.toThrow('assets-index.json is a folder')
  expect(readdirSync(join(root, 'dist')).filter((name) => name.startsWith('.') || name.endsWith('.tmp'))).toEqual([])
})
