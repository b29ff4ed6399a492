import { describe, expect, test } from 'vitest'
import {
  memoryStore,
  resumeRun,
  RunLockedError,
  startRun,
  StorageError,
  type Intent,
  type OpenRun
} from '../src/index.js'
import { OPTIONS, startDriver } from './support/driver.js'
import { fixturePack } from './support/fixture.js'
import { countedIds, scripted, steadyClock } from './support/scripted.js'

const command = { step: 'is-it-there', part: 'step', index: 0 } as const
const run: Intent = { type: 'run-command', command, confirmation: { type: 'confirmed' } }

/** A run in a storage that refuses what it is told to. */
async function refusing() {
  const inner = memoryStore()
  const refuse: { next: (line: string) => boolean } = { next: () => false }
  const wrap = (open: OpenRun): OpenRun => ({
    ...open,
    append: async (line) => {
      if (refuse.next(line)) throw new StorageError('The disk is full.')
      await open.append(line)
    }
  })
  const storage = {
    ...inner,
    create: async (...args: Parameters<typeof inner.create>) => wrap(await inner.create(...args)),
    open: async (...args: Parameters<typeof inner.open>) => wrap(await inner.open(...args))
  }
  const port = scripted()
  const ports = { storage, processes: port, clock: steadyClock(), ids: countedIds() }
  return { ports, port, refuse, storage }
}

describe('calls that overlap', () => {
  test('are decided one after the other, and the chain is whole', async () => {
    const { session, read } = await startDriver()
    const leave: Intent = { type: 'choose', choice: { type: 'branch', index: 2 } }
    const notes = Array.from({ length: 20 }, (_, index): Intent => ({ type: 'note', text: `note ${index}` }))
    const came = await Promise.all([leave, ...notes, leave].map((intent) => session.perform(intent)))
    // Where the second one arrives, the first has led to a step that has no such branch.
    expect(came.at(-1)).toMatchObject({ type: 'refused', code: 'no-such-option' })
    expect(came.slice(0, -1).map(({ type }) => type)).toEqual(came.slice(0, -1).map(() => 'done'))
    const { events, fault } = await read()
    expect([fault, events.filter(({ type }) => type === 'noted').length]).toEqual([null, 20])
  })

  test('of a button that is pressed twice: the second is refused', async () => {
    const { session, port } = await startDriver()
    const came = await Promise.all([session.perform(run), session.perform(run)])
    expect(came[1]).toMatchObject({ type: 'refused', code: 'command-running' })
    expect(port.ran.length).toBe(1)
  })
})

describe('what cannot be written', () => {
  test('the end of a command is written later, and the command does not run again', async () => {
    const { ports, port, refuse } = await refusing()
    const session = await startRun(fixturePack(), ports, OPTIONS)
    port.next = { stdout: 'there' }
    refuse.next = (line) => line.includes('command-ended')
    await expect(session.perform(run)).rejects.toThrow(StorageError)
    await expect(session.perform({ type: 'note', text: 'x' })).rejects.toThrow(StorageError)
    refuse.next = () => false
    expect(await session.perform(run)).toMatchObject({ type: 'done', event: { type: 'command-ended', execution: 1 } })
    expect(port.ran.length).toBe(1)
    expect(await session.perform(run)).toMatchObject({ type: 'done', event: { execution: 2 } })
  })

  test('an input is neither used nor known', async () => {
    const { ports, port, refuse } = await refusing()
    const session = await startRun(fixturePack(), ports, OPTIONS)
    refuse.next = () => true
    const set: Intent = { type: 'set-input', name: 'QUEUE_URL', value: 'another', origin: 'person' }
    await expect(session.perform(set)).rejects.toThrow(StorageError)
    refuse.next = () => false
    await session.perform(run)
    expect(port.ran[0]?.environment).toMatchObject({ QUEUE_URL: 'queue.internal' })
  })

  test('a run that cannot be begun is open to nobody', async () => {
    const { ports, refuse, storage } = await refusing()
    refuse.next = (line) => line.includes('session-opened')
    await expect(startRun(fixturePack(), ports, OPTIONS)).rejects.toThrow(StorageError)
    refuse.next = () => false
    const [begun = ''] = await storage.list()
    expect((await resumeRun(begun, ports, OPTIONS)).session.situation?.step.id).toBe('is-it-there')
  })

  test('a session that cannot be closed in the record gives the run free all the same', async () => {
    const { ports, refuse } = await refusing()
    const session = await startRun(fixturePack(), ports, OPTIONS)
    refuse.next = () => true
    await expect(session.close('stopped')).rejects.toThrow(StorageError)
    refuse.next = () => false
    await session.close('stopped')
    expect((await resumeRun(session.state.run, ports, OPTIONS)).takenOver).toBeNull()
  })
})

describe('ports that misbehave', () => {
  test('one that rejects leaves a command whose end nobody knows', async () => {
    const { session, port } = await startDriver()
    port.run = () => Promise.reject(new Error('no such thing'))
    expect(await session.perform(run)).toMatchObject({ event: { type: 'command-lost', execution: 1 } })
    expect(session.situation?.evaluation).toMatchObject({ type: 'asks' })
  })

  test('one that gives what is no end does not damage the journal', async () => {
    const { session, port, read } = await startDriver()
    port.next = { end: { type: 'exited', status: 3_221_225_786 } }
    expect(await session.perform(run)).toMatchObject({ event: { type: 'command-lost' } })
    expect((await read()).fault).toBeNull()
  })

  test('a listener that throws does not keep the end of a command out of the record', async () => {
    const { session, port } = await startDriver()
    port.next = { stdout: 'there' }
    const onOutput = () => {
      throw new Error('the screen is gone')
    }
    expect(await session.perform(run, { onOutput })).toMatchObject({ event: { stdout: { text: 'there' } } })
  })
})

describe('a session', () => {
  test('that is closed writes nothing more', async () => {
    const { session, read } = await startDriver()
    await session.close('stopped')
    await expect(session.perform({ type: 'note', text: 'late' })).rejects.toThrow(/resume the run/)
    await session.close('stopped')
    expect((await read()).events.filter(({ type }) => type === 'session-closed').length).toBe(1)
  })

  test('keeps others from the run until it is closed', async () => {
    const { session, storage, port } = await startDriver()
    const ports = { storage, processes: port, clock: steadyClock(), ids: countedIds() }
    await expect(resumeRun(session.state.run, ports, OPTIONS)).rejects.toThrow(RunLockedError)
    const forced = await resumeRun(session.state.run, ports, OPTIONS, true)
    expect(forced.takenOver).toMatchObject({ operator: 'mara' })
    await expect(session.perform({ type: 'note', text: 'mine' })).rejects.toThrow(StorageError)
  })

  test('goes on with another text at one of its steps, and with no other', async () => {
    const { session, storage, port } = await startDriver()
    const next = fixturePack((text) => text.replace('Is it there', 'Is it where it was'), 'b')
    await expect(session.switchVersion(next, 'is-it-there')).rejects.toThrow(/no step is-it-there/)
    await session.switchVersion(next, 'is-it-where-it-was')
    expect(session.situation?.step.title).toBe('Is it where it was')
    const { run: id } = session.state
    await session.close('stopped')
    const ports = { storage, processes: port, clock: steadyClock(), ids: countedIds() }
    const { session: other } = await resumeRun(id, ports, OPTIONS)
    expect(other.situation?.step.id).toBe('is-it-where-it-was')
  })
})
