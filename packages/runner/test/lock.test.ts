import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { readJournal, resumeRun, RunLockedError, RunTakenOverError, startRun, type Writer } from '../src/index.js'
import { identityOf, isGone } from '../src/node/process-identity.js'
import { folderStore, whoAmI } from '../src/node.js'
import { fixturePack } from './support/fixture.js'
import { bundleProgram } from './support/bundle.js'
import { countedIds, scripted, steadyClock } from './support/scripted.js'

const folder = mkdtempSync(join(tmpdir(), 'keys-lock-'))
const pack = fixturePack()
const text = { contentHash: pack.contentHash, files: pack.files }
const me: Writer = { ...whoAmI(), operator: 'mara', since: '2026-03-01T03:00:00.000Z' }
const children: ChildProcess[] = []
let locker = ''

beforeAll(async () => {
  locker = await bundleProgram('locker.ts', folder)
})
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** A disk on which the next flush hangs while it is told to, and fails when it is let go. */
async function slowDisk() {
  const handle = await openFile(join(folder, 'any'), 'w')
  const prototype: typeof handle = Object.getPrototypeOf(handle)
  await handle.close()
  const [reach, release] = [new AbortController(), new AbortController()]
  const datasync = { fail: false, reached: once(reach.signal, 'abort'), release: () => release.abort() }
  vi.spyOn(prototype, 'datasync').mockImplementation(async function (this: typeof handle) {
    if (!datasync.fail) return this.sync()
    reach.abort()
    if (!release.signal.aborted) await once(release.signal, 'abort')
    throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO', syscall: 'fdatasync' })
  })
  const truncate = vi.spyOn(prototype, 'truncate')
  onTestFinished(() => void vi.restoreAllMocks())
  return { datasync, truncate }
}

/** A run in a folder of its own, open to nobody. */
async function newRun(): Promise<{ root: string; journal: string; storage: ReturnType<typeof folderStore> }> {
  const root = mkdtempSync(join(folder, 'runs-'))
  const storage = folderStore(root)
  const run = await storage.create('run', text, me)
  await run.append('first\n')
  await run.close()
  return { root, storage, journal: join(root, 'run', 'journal.jsonl') }
}

/** Opens the run and leaves it open, as a writer does that is gone; the file alone is closed, when the test is over. */
async function left(storage: ReturnType<typeof folderStore>, force = false) {
  const run = await storage.open('run', me, force)
  onTestFinished(() => run.close())
  return run
}

/** Has another process open the run. */
async function open(root: string, operator: string) {
  const child = spawn(process.execPath, [locker, root, 'run', operator], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  return { child, came: JSON.parse(String(line)) }
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Writes as the lock what somebody else would have written. */
function forge(root: string, changes: object): void {
  const name = readdirSync(join(root, 'run')).find((one) => one.startsWith('lock-')) ?? ''
  const path = join(root, 'run', name)
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...changes }))
}

describe('two writers', () => {
  test('the second is told who the first is, where, and since when', async () => {
    const { root, storage } = await newRun()
    const { child } = await open(root, 'theo')
    const error: unknown = await storage.open('run', me).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(RunLockedError)
    const writer = error instanceof RunLockedError ? error.writer : null
    expect(writer).toEqual({ operator: 'theo', host: hostname(), process: child.pid, since: expect.any(String) })
    expect(String(error)).toContain(
      `theo has the run run open since ${writer?.since} on ${hostname()}, process ${child.pid}.`
    )
    await end(child)
  })

  test('the same process does not open a run twice, and may again when it has let go', async () => {
    const { storage } = await newRun()
    const first = await storage.open('run', me)
    await expect(storage.open('run', me)).rejects.toThrow(RunLockedError)
    await first.close()
    const second = await storage.open('run', me)
    expect(second.takenOver).toBeNull()
    await second.close()
  })

  test('of ten processes at once exactly one wins, also over a dead one', async () => {
    const { root } = await newRun()
    const { child } = await open(root, 'dead')
    await end(child)
    const all = await Promise.all(Array.from({ length: 10 }, (_, index) => open(root, `racer ${index}`)))
    const winners = all.filter(({ came }) => came.won)
    expect(winners.map(({ came }) => came.takenOver)).toEqual([child.pid])
    for (const { came } of all) if (!came.won) expect(came.holder.process).toBe(winners[0]!.child.pid)
    await Promise.all(all.map((one) => end(one.child)))
  })
})

describe('a writer that is gone', () => {
  test('is taken over, and the record says so', async () => {
    const root = mkdtempSync(join(folder, 'runs-'))
    const ports = { storage: folderStore(root), processes: scripted(), clock: steadyClock(), ids: countedIds() }
    const options = { ...me, tool: 'test', environment: {}, folder: '/' }
    const session = await startRun(pack, ports, options)
    await session.close('stopped')
    const run = session.state.run
    const child = spawn(process.execPath, [locker, root, run, 'theo'], { stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    await once(child.stdout, 'data')
    await end(child)
    const resumed = await resumeRun(run, ports, options)
    expect(resumed.takenOver).toMatchObject({ operator: 'theo', process: child.pid })
    await resumed.session.close('stopped')
    const { events } = readJournal((await ports.storage.read(run))!.journal)
    expect(events.find(({ type }) => type === 'lock-taken-over')).toMatchObject({
      operator: 'theo',
      process: child.pid
    })
  })

  test('is not taken for the process that has its number now', async () => {
    const { root, storage } = await newRun()
    await left(storage)
    forge(root, { identity: `${String(identityOf(process.pid))}9` })
    expect((await left(storage)).takenOver?.process).toBe(process.pid)
  })

  test('on another host is taken over by force alone', async () => {
    const { root, storage } = await newRun()
    await left(storage)
    forge(root, { host: 'elsewhere', process: 2 ** 22 + 1 })
    await expect(storage.open('run', me)).rejects.toThrow(/on elsewhere/)
    expect((await left(storage, true)).takenOver?.host).toBe('elsewhere')
  })

  test('whose lock a loss of power has damaged leaves nobody to name', async () => {
    const { root, storage } = await newRun()
    await left(storage)
    const name = readdirSync(join(root, 'run')).find((one) => one.startsWith('lock-'))!
    writeFileSync(join(root, 'run', name), '{"opera')
    expect((await left(storage)).takenOver).toBeNull()
  })
})

describe('a process of which nothing is known', () => {
  // What a process may have been that has no number here: one that has ended, or one that cannot be seen.
  const world = { machine: 'm1', boot: 'b1', namespace: 'pid:[1]' }
  const none = spawnSync('true').pid
  const rows: [name: string, identity: string | null, gone: boolean][] = [
    ['of this namespace', 'm1/b1/pid:[1]/77', true],
    ['of another namespace, as in a container', 'm1/b1/pid:[2]/77', false],
    ['of this machine, before it was started again', 'm1/b0/pid:[1]/77', true],
    ['of another machine that has the same name', 'm2/b2/pid:[1]/77', false],
    ['of a machine that does not say which it is', '/b2/pid:[1]/77', false],
    ['of a system that does not say it', null, true],
    ['of an identity that nobody writes', 'b1/77', false],
    ['of an identity with more to it', 'm1/b1/pid:[1]/77/8', false]
  ]
  test.each(rows)('%s', (_, identity, gone) => {
    expect(isGone({ process: none, host: 'here', identity }, 'here', world)).toBe(gone)
    expect(isGone({ process: none, host: 'there', identity }, 'here', world)).toBe(false)
  })

  test('is not taken over without force', async () => {
    const { root, storage } = await newRun()
    const { child } = await open(root, 'theo')
    const [machine, boot, , start] = String(identityOf(child.pid ?? 0)).split('/')
    await end(child)
    forge(root, { identity: [machine, boot, 'pid:[4026539999]', start].join('/') })
    await expect(storage.open('run', me)).rejects.toThrow(RunLockedError)
    expect((await left(storage, true)).takenOver?.operator).toBe('theo')
  })
})

describe('a writer that was taken over by force', () => {
  test('writes nothing more, and does not take the lock away when it ends', async () => {
    const { storage, journal } = await newRun()
    const first = await storage.open('run', me)
    const second = await storage.open('run', { ...me, operator: 'theo' }, true)
    expect(second.takenOver?.operator).toBe('mara')
    await expect(first.append('mine\n')).rejects.toThrow(RunTakenOverError)
    await second.append('theirs\n')
    await first.close()
    await expect(storage.open('run', me)).rejects.toThrow(/theo has the run/)
    expect(readFileSync(journal, 'utf8')).toBe('first\ntheirs\n')
    await second.close()
  })

  test('cuts nothing off, however late what it had under way fails', async () => {
    const { storage, journal } = await newRun()
    const { datasync, truncate } = await slowDisk()
    const first = await storage.open('run', me)
    await first.append('one\n')
    datasync.fail = true
    const hanging = first.append('two\n')
    await datasync.reached
    const second = await storage.open('run', { ...me, operator: 'theo' }, true)
    datasync.fail = false
    await second.append('three\n')
    datasync.release()
    await expect(hanging).rejects.toThrow(RunTakenOverError)
    await expect(first.append('four\n')).rejects.toThrow(RunTakenOverError)
    await expect(first.setAside(0)).rejects.toThrow(RunTakenOverError)
    await expect(first.keepPack(text)).rejects.toThrow(RunTakenOverError)
    expect(truncate).not.toHaveBeenCalled()
    await first.close()
    expect(readFileSync(journal, 'utf8')).toBe('first\none\ntwo\nthree\n')
    await second.close()
  })

  test('writes into a file that nobody reads, when it looked at the lock before', async () => {
    const { storage, journal } = await newRun()
    const before = lstatSync(journal).ino
    await left(storage)
    const second = await storage.open('run', { ...me, operator: 'theo' }, true)
    expect(lstatSync(journal).ino).not.toBe(before)
    await second.close()
  })
})
