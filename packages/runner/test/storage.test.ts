import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { resumeRun, startRun, StorageError } from '../src/index.js'
import { folderStorage, systemClock, whoAmI } from '../src/node.js'
import { OPTIONS } from './support/driver.js'
import { fixturePack } from './support/fixture.js'
import { countedIds, scripted } from './support/scripted.js'

const folder = mkdtempSync(join(tmpdir(), 'keys-storage-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const pack = fixturePack()
const text = { contentHash: pack.contentHash, files: pack.files }
const writer = { ...whoAmI(), since: '2026-03-01T03:00:00.000Z' }

test('what is kept is for its owner alone, whatever the mask of the process', async () => {
  const root = join(folder, 'private', 'runs')
  const mask = process.umask(0)
  const ports = { storage: folderStorage(root), processes: scripted(), clock: systemClock, ids: countedIds() }
  const session = await startRun(pack, ports, { ...OPTIONS, process: process.pid })
  await session.switchVersion(
    fixturePack((markdown) => markdown, 'b'),
    'is-it-there'
  )
  await session.close('stopped')
  const run = await ports.storage.open(session.state.run, writer)
  await run.append('{"torn')
  await run.close()
  await (await resumeRun(session.state.run, ports, { ...OPTIONS, process: process.pid })).session.close('stopped')
  process.umask(mask)
  const all = readdirSync(root, { recursive: true, withFileTypes: true })
  expect(all.length).toBeGreaterThan(9)
  expect(statSync(root).mode & 0o777).toBe(0o700)
  for (const entry of all) {
    const { mode } = statSync(join(entry.parentPath, entry.name))
    expect([entry.name, (mode & 0o777).toString(8)]).toEqual([entry.name, entry.isDirectory() ? '700' : '600'])
  }
  expect(all.filter(({ name }) => name.startsWith('torn-')).length).toBe(1)
})

describe('names that are none', () => {
  const names = ['', '.', '..', '../other', 'a/b', 'A', '-a', 'a\0b', 'ä', 'a b', '/etc', 'a'.repeat(201), 'lock\n']
  test.each(names)('%j', async (run) => {
    const root = join(folder, 'names')
    mkdirSync(root, { recursive: true })
    const storage = folderStorage(root)
    await expect(storage.create(run, text, writer)).rejects.toThrow(StorageError)
    await expect(storage.open(run, writer)).rejects.toThrow(StorageError)
    expect(await storage.read(run)).toBeNull()
    expect(readdirSync(root)).toEqual([])
  })

  test('of packs and their files lead nowhere else', async () => {
    const root = join(folder, 'packs')
    const storage = folderStorage(root)
    const wrong = { ...text, contentHash: '../../escaped' }
    await expect(storage.create('one', wrong, writer)).rejects.toThrow(StorageError)
    for (const path of ['../../../escaped.md', '/escaped.md', 'scripts/../../escaped.md', 'scripts\\..\\escaped.md']) {
      const files = { ...text.files, [path]: 'x' }
      await expect(storage.create('two', { ...text, files }, writer)).rejects.toThrow(StorageError)
    }
    expect([existsSync(join(folder, 'escaped.md')), existsSync(join(root, 'escaped.md'))]).toEqual([false, false])
  })
})

test('scripts keep their folder, and commands find it', async () => {
  const storage = folderStorage(join(folder, 'scripts'))
  const files = { ...text.files, 'scripts/deeper/probe.mjs': 'console.log(1)' }
  const run = await storage.create('one', { ...text, files }, writer)
  const runbook = run.packFolder(text.contentHash)
  await run.close()
  expect(readFileSync(join(runbook ?? '', 'scripts/deeper/probe.mjs'), 'utf8')).toBe('console.log(1)')
  expect((await storage.read('one'))?.packs).toEqual([{ ...text, files }])
})

test('what is no run is not listed, and a run that could not be made leaves nothing', async () => {
  const root = join(folder, 'listed')
  const storage = folderStorage(root)
  expect(await storage.list()).toEqual([])
  await (await storage.create('a-run', text, writer)).close()
  mkdirSync(join(root, 'empty'))
  writeFileSync(join(root, 'file'), '')
  await expect(storage.create('broken', { ...text, contentHash: 'none' }, writer)).rejects.toThrow(StorageError)
  expect(await storage.list()).toEqual(['a-run'])
  expect(readdirSync(root).toSorted()).toEqual(['a-run', 'empty', 'file'])
  await expect(storage.create('a-run', text, writer)).rejects.toThrow(StorageError)
})
