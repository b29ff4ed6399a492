// An index is written again when anything changed that it is made of, or anything that was written; and only then.
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keptPlace } from '@keys/pack'
import { loadEngine } from '@keys/parser/native'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { indexKept } from '../src/index.js'

const SOURCE = join(import.meta.dirname, '../../../runbook-keys')
const SLUG = 'postgres-connections-exhausted'

let root: string
let isBuilt = false
const environment = (): Record<string, string> => ({
  XDG_CACHE_HOME: join(root, 'cache'),
  SOURCE_DATE_EPOCH: '1795000000'
})

/** Writes the index; whether it was built. */
async function builds(more: Record<string, string> = {}, release = '1', isKept = true): Promise<boolean> {
  isBuilt = false
  const result = await indexKept(
    { folder: root, environment: { ...environment(), ...more } },
    { textIn: () => null, color: false, width: 80 },
    {
      loadTree: () => {
        isBuilt = true
        return loadEngine()
      },
      keptPlace: isKept ? (name, of) => keptPlace(name, of, environment(), release) : null
    }
  )
  expect(result).toMatchObject({ isWritten: true, stdout: expect.stringContaining('1 runbooks') })
  return isBuilt
}

const pack = (): string => join(root, 'runbook-keys', SLUG)
const tarball = (): string => join(root, 'dist/packs', readdirSync(join(root, 'dist/packs'))[0] ?? '')

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'keys-index-kept-'))
  for (const name of ['catalogs', SLUG]) {
    const filter = (path: string): boolean => !/node_modules|runbook\.json$|index\.(?:c?js|d\.c?ts)$/.test(path)
    cpSync(join(SOURCE, name), join(root, 'runbook-keys', name), { recursive: true, filter })
  }
  // Its neighbors are not here.
  const rules = { 'reference/related-runbook-missing': 'off' }
  writeFileSync(join(root, 'keys.config.json'), JSON.stringify({ rules }))
  await builds()
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('what is unchanged is not built again', async () => {
  expect(await builds()).toBe(false)
  expect(await builds()).toBe(false)
})

test('it is built again on demand, for another time, and by another release', async () => {
  expect(await builds({}, '1', false)).toBe(true)
  expect(await builds()).toBe(false)
  expect(await builds({ SOURCE_DATE_EPOCH: '1795000001' })).toBe(true)
  expect(await builds()).toBe(true)
  expect(await builds({}, '2')).toBe(true)
})

test.each<[what: string, change: () => void]>([
  ['a text of the pack', () => appendFileSync(join(pack(), 'CHANGELOG.md'), '\n')],
  ['a script of the pack', () => writeFileSync(join(pack(), 'scripts/more.sh'), 'true\n')],
  ['a generated file', () => rmSync(join(pack(), 'runbook.json'))],
  ['a catalog', () => appendFileSync(join(root, 'runbook-keys/catalogs/node-keys.json'), '\n')],
  ['the configuration', () => appendFileSync(join(root, 'keys.config.json'), '\n')],
  ['the index', () => appendFileSync(join(root, 'dist/assets-index.json'), ' ')],
  ['a tarball that is gone', () => rmSync(tarball())],
  ['a tarball that is another', () => appendFileSync(tarball(), 'x')]
])('it is built again after a change of %s', async (_, change) => {
  await builds()
  change()
  expect(await builds()).toBe(true)
  expect(await builds()).toBe(false)
})

test('a file that is too large to be read is a finding, and no fault of keys', async () => {
  const large = join(pack(), 'scripts/large.sh')
  writeFileSync(large, '')
  truncateSync(large, 20_000_000_000)
  const result = await indexKept(
    { folder: root, environment: environment() },
    { textIn: () => null, color: false, width: 80 },
    { loadTree: loadEngine, keptPlace: (name, of) => keptPlace(name, of, environment(), '1') }
  )
  rmSync(large)
  expect(result).toMatchObject({ isWritten: false, stdout: expect.stringContaining('pack/file-too-large') })
})
