// A stage hands on what it read: each file of a pack is read once, and each Markdown text parsed once, by whole commands.
import fs, { readdirSync, readFileSync, statSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join, relative } from 'node:path'
import { buildIndex } from '@keys/indexer'
import { keptPlace, PackReads, workspacePacks } from '@keys/pack'
import { loadEngine } from '@keys/parser/native'
import type { ToTree } from '@keys/parser'
import { expect, onTestFinished, test } from 'vitest'
import { validate, validateKept } from '@keys/workspace'
import { temporaryFolder, workspaceCopy } from './support.js'

/** How often each file of the packs of a workspace is opened, by its path there. */
function countReads(root: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const { openSync, readFileSync: readWhole } = fs
  const note = (path: unknown): void => {
    const name = typeof path === 'string' ? relative(join(root, 'runbook-keys'), path) : '..'
    if (!name.startsWith('..')) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  fs.openSync = (path, ...rest) => {
    const file = openSync(path, ...rest)
    note(path)
    return file
  }
  fs.readFileSync = ((path: number | string, ...rest: never[]) => {
    note(path)
    return readWhole(path, ...rest)
  }) as typeof readFileSync
  syncBuiltinESMExports()
  onTestFinished(() => {
    Object.assign(fs, { openSync, readFileSync: readWhole })
    syncBuiltinESMExports()
  })
  return counts
}

/** The engine, and how often it was given each text. */
async function countParses(): Promise<{ toTree: ToTree; parsed: ReadonlyMap<string, number> }> {
  const engine = await loadEngine()
  const parsed = new Map<string, number>()
  const toTree: ToTree = (text) => {
    parsed.set(text, (parsed.get(text) ?? 0) + 1)
    return engine(text)
  }
  return { toTree, parsed }
}

/** The source files of the packs that a reader needs: all but what the drill and the package manager put there. */
function filesOf(root: string): string[] {
  const folder = join(root, 'runbook-keys')
  return workspacePacks(root).flatMap(({ dir }) =>
    readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .map((path) => relative(folder, join(dir, path)))
      .filter((path) => statSync(join(folder, path)).isFile())
      .filter((path) => /^[^/]+\/([^/]+\.(md|json|txt)|scripts\/.+)$/.test(path) && !path.endsWith('runbook.json'))
  )
}

function moreThan(most: number, counts: ReadonlyMap<string, number>): string[] {
  return [...counts].flatMap(([name, count]) => (count > most ? [`${name.slice(0, 60)}: ${count}`] : []))
}

test('validating reads each file once, and parses each text once', async () => {
  const root = workspaceCopy()
  const files = filesOf(root)
  const texts = files.filter((path) => /(README|checklist|CHANGELOG)\.md$/.test(path))
  const { toTree, parsed } = await countParses()
  const reads = countReads(root)
  const { report } = await validate('runbook', [], root, { toTree })
  expect(report.summary).toMatchObject({ error: 0, warning: 0 })
  expect(files.filter((path) => !reads.has(path) && !/drill|SETUP/.test(path))).toEqual([])
  expect(moreThan(1, reads)).toEqual([])
  expect(moreThan(1, parsed)).toEqual([])
  expect(parsed.size).toBe(texts.length)
})

test('with findings kept, only what says where packs belong is read again, after their state was taken', async () => {
  const root = workspaceCopy()
  const { toTree, parsed } = await countParses()
  const reads = countReads(root)
  const environment = { XDG_CACHE_HOME: temporaryFolder() }
  await validateKept([], root, {
    severities: {},
    loadTree: async () => toTree,
    keptPlace: (name, of) => keptPlace(name, of, environment, '1.0.0')
  })
  const again = moreThan(1, reads).filter((line) => !/(^|\/)pack(age)?\.json: 2$/.test(line))
  expect(again.filter((line) => !line.startsWith('catalogs/'))).toEqual([])
  expect(moreThan(1, parsed)).toEqual([])
})

test('an index is built from what was read once', async () => {
  const root = workspaceCopy()
  const { toTree, parsed } = await countParses()
  const reads = countReads(root)
  const result = await buildIndex(root, { SOURCE_DATE_EPOCH: '0' }, { toTree, reads: new PackReads() })
  expect(result.ok).toBe(true)
  // What is generated is compared with what lies there, written, and packed.
  const sources = new Map(
    [...reads].filter(([name]) => !/\/(skills\/|runbook\.json|index\.c?js|index\.d\.c?ts)/.test(name))
  )
  expect(moreThan(1, sources)).toEqual([])
  expect(moreThan(1, parsed)).toEqual([])
})
