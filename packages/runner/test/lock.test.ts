import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { readJournal, resumeRun, RunLockedError, RunTakenOverError, startRun, type Writer } from '../src/index.js'
import { folderStorage, whoAmI } from '../src/node.js'
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

/** A run in a folder of its own, open to nobody. */
async function newRun(): Promise<{ root: string; journal: string; storage: ReturnType<typeof folderStorage> }> {
  const root = mkdtempSync(join(folder, 'runs-'))
  const storage = folderStorage(root)
  await (await storage.create('run', text, me)).close()
  return { root, storage, journal: join(root, 'run', 'journal.jsonl') }
}

/** Opens the run and leaves it open, as a writer does that is gone; the file alone is closed, when the test is over. */
async function left(storage: ReturnType<typeof folderStorage>, force = false) {
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
    const ports = { storage: folderStorage(root), processes: scripted(), clock: steadyClock(), ids: countedIds() }
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
    forge(root, { identity: 'another-boot/1' })
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
    expect(readFileSync(journal, 'utf8')).toBe('theirs\n')
    await second.close()
  })
})
