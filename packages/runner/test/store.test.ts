// A store of runs is one port: whatever keeps runs, it can be asked who has one open, which there are and what lies with one.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  digest,
  dueWindows,
  listedRuns,
  memoryStore,
  newestOpen,
  openRunsOf,
  runNamed,
  snapshotFaults,
  startRun,
  type ListedRun,
  type RunStore,
  type Session
} from '../src/index.js'
import { folderStore, systemClock, whoAmI } from '../src/node.js'
import { OPTIONS } from './support/driver.js'
import { fixturePack } from './support/fixture.js'
import { countedIds, scripted } from './support/scripted.js'

const pack = fixturePack()
const HOST = whoAmI().host

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'keys-store-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

function start(storage: RunStore, ids = countedIds()): Promise<Session> {
  const ports = { storage, processes: scripted(), clock: systemClock, ids }
  return startRun(pack, ports, { ...OPTIONS, host: HOST, process: process.pid })
}

describe.each<[string, () => RunStore]>([
  ['in memory', () => memoryStore()],
  ['in a folder', () => folderStore(folder())]
])('%s', (_, make) => {
  test('it says who has a run open, without keeping anybody from it', async () => {
    const store = make()
    const session = await start(store)
    const { run } = session.state
    expect(await store.holder(run, HOST)).toMatchObject({ operator: OPTIONS.operator, process: process.pid })
    await session.close('stopped')
    expect(await store.holder(run, HOST)).toBeNull()
    expect(await store.holder('2026-01-01-nothing-aaaaa', HOST)).toBeNull()
    expect(await store.holder('../etc', HOST)).toBeNull()
  })

  test('it lists runs and finds the one that is meant', async () => {
    const store = make()
    const ids = countedIds()
    const sessions = [await start(store, ids), await start(store, ids)]
    for (const session of sessions) await session.close('stopped')
    const runs = sessions.map(({ state }) => state.run)
    const listed = await listedRuns(store, HOST)
    expect(listed.map(({ run }) => run).toSorted()).toEqual(runs.toSorted())
    expect(listed).toMatchObject([
      { state: 'open', lockedBy: null },
      { state: 'open', lockedBy: null }
    ])
    expect(await openRunsOf(pack.pack.slug, store, HOST)).toHaveLength(2)
    expect(await openRunsOf('another', store, HOST)).toEqual([])
    expect(runs).toContain(await newestOpen(store))
    for (const run of runs) expect(await runNamed(run, store)).toBe(run)
    await expect(runNamed('2', store)).rejects.toThrow('runs begin with 2')
    await expect(runNamed('no-such-run', store)).rejects.toThrow('There is no run no-such-run.')
  })

  test('it keeps files with a run, and says what lies with it', async () => {
    const store = make()
    const session = await start(store)
    const { run } = session.state
    const content = new TextEncoder().encode('a graph')
    const file = { name: 'graph.png', digest: digest(content), content }
    await store.keepFile(run, file)
    await store.keepFile(run, file)
    expect(await store.keptFile(run, file)).toEqual(file.content)
    expect(await store.keptFile(run, { ...file, digest: 'f'.repeat(64) })).toBeNull()
    expect(await store.keptFile('2026-01-01-nothing-aaaaa', file)).toBeNull()
    await session.perform({ type: 'attach', name: file.name, bytes: content.length, digest: file.digest, text: 'seen' })
    await session.close('stopped')
    const snapshot = await store.snapshot(run)
    expect(snapshot?.packs).toEqual([{ contentHash: pack.contentHash, found: pack.contentHash }])
    expect(snapshot?.files).toMatchObject([{ found: file.digest }])
    expect(snapshot && snapshotFaults(snapshot)).toEqual([])
    expect(await store.snapshot('2026-01-01-nothing-aaaaa')).toBeNull()
    await expect(store.keepFile('2026-01-01-nothing-aaaaa', file)).rejects.toThrow('There is no run')
  })
})

test('what a full disk or a crash left of an attachment is never taken for it', async () => {
  const root = folder()
  const store = folderStore(root)
  const session = await start(store)
  const { run } = session.state
  const content = new TextEncoder().encode('a graph')
  const file = { name: 'graph.png', digest: digest(content), content }
  await store.keepFile(run, file)
  const attachments = join(root, run, 'attachments')
  const [name = ''] = readdirSync(attachments)
  writeFileSync(join(attachments, name), 'a gr')
  writeFileSync(join(attachments, 'part-00000000'), 'a g')
  await store.keepFile(run, file)
  expect(await store.keptFile(run, file)).toEqual(content)
  expect((await store.snapshot(run))?.files).toEqual([{ digest: digest(content).slice(0, 16), found: digest(content) }])
  await session.close('stopped')
})

test.each<[string, (run: string) => void, string]>([
  [
    'an attachment that was changed',
    (run) => {
      const [name = ''] = readdirSync(join(run, 'attachments'))
      writeFileSync(join(run, 'attachments', name), 'another')
    },
    'The attachment graph.png was changed.'
  ],
  [
    'an attachment that is gone',
    (run) => rmSync(join(run, 'attachments'), { recursive: true }),
    'The attachment graph.png is not there.'
  ],
  [
    'a text that was changed',
    (run) => writeFileSync(join(run, 'packs', pack.contentHash, 'README.md'), 'another'),
    `The copy of the text in packs/${pack.contentHash} was changed: its content hash is another.`
  ],
  [
    'a text that is gone',
    (run) => rmSync(join(run, 'packs', pack.contentHash), { recursive: true }),
    `The copy of the text ${pack.contentHash} is not there.`
  ]
])('%s is found', async (_, spoil, message) => {
  const root = folder()
  const store = folderStore(root)
  const session = await start(store)
  const { run } = session.state
  const content = new TextEncoder().encode('a graph')
  await store.keepFile(run, { name: 'graph.png', digest: digest(content), content })
  const bytes = content.length
  await session.perform({ type: 'attach', name: 'graph.png', bytes, digest: digest(content), text: 'seen' })
  await session.close('stopped')
  spoil(join(root, run))
  const snapshot = await store.snapshot(run)
  expect(snapshot && snapshotFaults(snapshot).map((fault) => fault.message)).toEqual([message])
})

test('a window is due from the minute at which it opens, the longest waiting first', () => {
  const listed = (run: string, window: string | null, state: ListedRun['state'] = 'open'): ListedRun => ({
    run,
    id: run,
    state,
    pack: null,
    stands: '',
    startedAt: null,
    operator: null,
    handedTo: null,
    host: null,
    folder: null,
    window,
    lockedBy: null
  })
  const now = '2026-03-01T04:00:00.000Z'
  const runs = [
    listed('now', now),
    listed('later', '2026-03-01T04:00:00.001Z'),
    listed('none', null),
    listed('long', '2026-02-01T00:00:00.000Z'),
    listed('ended', '2026-02-01T00:00:00.000Z', 'ended')
  ]
  expect(dueWindows(runs, now).map(({ run }) => run)).toEqual(['long', 'now'])
})
