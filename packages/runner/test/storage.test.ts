import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { resumeRun, startRun, StorageError } from '../src/index.js'
import { folderStore, systemClock, whoAmI } from '../src/node.js'
import { OPTIONS } from './support/driver.js'
import { fixturePack, textOf } from './support/fixture.js'
import { countedIds, scripted } from './support/scripted.js'

const folder = mkdtempSync(join(tmpdir(), 'keys-storage-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const pack = fixturePack()
const text = { contentHash: pack.contentHash, files: pack.files }
const writer = { ...whoAmI(), since: '2026-03-01T03:00:00.000Z' }

test('what is kept is for its owner alone, whatever the mask of the process', async () => {
  const root = join(folder, 'private', 'runs')
  const mask = process.umask(0)
  const ports = { storage: folderStore(root), processes: scripted(), clock: systemClock, ids: countedIds() }
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
    const storage = folderStore(root)
    await expect(storage.create(run, text, writer)).rejects.toThrow(StorageError)
    await expect(storage.open(run, writer)).rejects.toThrow(StorageError)
    expect(await storage.read(run)).toBeNull()
    expect(readdirSync(root)).toEqual([])
  })

  test('of packs and their files lead nowhere else', async () => {
    const root = join(folder, 'packs')
    const storage = folderStore(root)
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
  const storage = folderStore(join(folder, 'scripts'))
  const scripted = textOf({ ...text.files, 'scripts/deeper/probe.mjs': 'console.log(1)' })
  const run = await storage.create('one', scripted, writer)
  const runbook = run.packFolder(scripted.contentHash)
  await run.append('line\n')
  await run.close()
  expect(readFileSync(join(runbook ?? '', 'scripts/deeper/probe.mjs'), 'utf8')).toBe('console.log(1)')
  expect((await storage.read('one'))?.packs).toEqual([scripted])
})

test('what is no run is not listed, and a run that could not be made leaves nothing', async () => {
  const root = join(folder, 'listed')
  const storage = folderStore(root)
  expect(await storage.list()).toEqual([])
  const run = await storage.create('a-run', text, writer)
  await run.append('line\n')
  await run.close()
  mkdirSync(join(root, 'empty'))
  writeFileSync(join(root, 'file'), '')
  await expect(storage.create('broken', { ...text, contentHash: 'none' }, writer)).rejects.toThrow(StorageError)
  expect(await storage.list()).toEqual(['a-run'])
  expect(readdirSync(root).toSorted()).toEqual(['a-run', 'empty', 'file'])
  await expect(storage.create('a-run', text, writer)).rejects.toThrow(StorageError)
})

describe('a copy of a text that was changed is followed by nobody', () => {
  const changes: [name: string, change: (copy: string) => void][] = [
    ['a command in it', (copy) => edit(copy, 'README.md', 'prepare', 'touch /tmp/canary; prepare')],
    ['a blank at its end', (copy) => edit(copy, 'README.md', /$/, ' ')],
    ['an input in its pack.json', (copy) => edit(copy, 'pack.json', '"secret":true', '"secret":false')],
    ['a file taken out', (copy) => rmSync(join(copy, 'pack.json'))],
    ['a file put in', (copy) => writeFileSync(join(copy, 'SETUP.md'), 'sudo')],
    ['a folder put in', (copy) => mkdirSync(join(copy, 'scripts'))],
    ['a link in the place of a file', (copy) => link(copy)],
    ['another text under its name', (copy) => writeFileSync(join(copy, 'README.md'), 'Another')]
  ]
  test.each(changes)('%s', async (name, change) => {
    const root = mkdtempSync(join(folder, 'changed-'))
    const ports = { storage: folderStore(root), processes: scripted(), clock: systemClock, ids: countedIds() }
    const session = await startRun(pack, ports, { ...OPTIONS, process: process.pid })
    await session.close('stopped')
    const { run } = session.state
    const journal = readFileSync(join(root, run, 'journal.jsonl'))
    change(join(root, run, 'packs', pack.contentHash))
    const resumed = resumeRun(run, ports, { ...OPTIONS, process: process.pid })
    if (name === 'a folder put in') await (await resumed).session.close('stopped')
    else {
      await expect(resumed).rejects.toThrow(StorageError)
      await expect(resumed).rejects.toThrow(/the copy of its text, sha256-[0-9a-f]{64}, is missing or was changed/)
      expect(readFileSync(join(root, run, 'journal.jsonl'))).toEqual(journal)
    }
  })
})

function edit(copy: string, file: string, from: string | RegExp, to: string): void {
  writeFileSync(join(copy, file), readFileSync(join(copy, file), 'utf8').replace(from, to))
}

function link(copy: string): void {
  renameSync(join(copy, 'README.md'), join(copy, '../real.md'))
  symlinkSync('../real.md', join(copy, 'README.md'))
}

test.each(['a pipe that nobody writes', 'a folder', 'a link', 'a device'])(
  'a journal that is %s is refused at once',
  async (what) => {
    const root = mkdtempSync(join(folder, 'odd-'))
    const storage = folderStore(root)
    const run = await storage.create('run', text, writer)
    await run.append('line\n')
    await run.close()
    const path = join(root, 'run', 'journal.jsonl')
    rmSync(path)
    if (what === 'a folder') mkdirSync(path)
    else if (what === 'a pipe that nobody writes') spawnSync('mkfifo', [path])
    else symlinkSync(what === 'a device' ? '/dev/zero' : 'other', path)
    writeFileSync(join(root, 'run', 'other'), '')
    await expect(storage.read('run')).rejects.toThrow(StorageError)
    await expect(storage.open('run', writer)).rejects.toThrow(StorageError)
  }
)

test('a run that never got its first event leaves nothing, and one with an event stays', async () => {
  const root = join(folder, 'first')
  const storage = folderStore(root)
  const first = await storage.create('none', text, writer)
  await first.close()
  const second = await storage.create('one', text, writer)
  await second.append('line\n')
  await second.close()
  expect(readdirSync(root)).toEqual(['one'])
})

test('a folder below what says that nothing is there is refused, and not tried for ever', async () => {
  // Below /proc/<pid> the system says of any new name that its folder is not there.
  const storage = folderStore('/proc/1/keys/runs')
  await expect(storage.create('run', text, writer)).rejects.toThrow(StorageError)
})
