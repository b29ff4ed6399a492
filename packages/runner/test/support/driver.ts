/** A run of the small runbook, and short words for what is done in it. */
import type { Choice, CommandPart } from '@keys/schema'
import {
  memoryStore,
  readJournal,
  startRun,
  type Classifier,
  type Intent,
  type Performed,
  type RunPack,
  type RunStore,
  type Session,
  type SessionOptions
} from '../../src/index.js'
import { always } from './classifiers.js'
import { fixturePack } from './fixture.js'
import { countedIds, scripted, steadyClock, type Answer, type Scripted } from './scripted.js'

export const OPTIONS = {
  operator: 'mara',
  account: 'mara',
  host: 'laptop',
  process: 4711,
  tool: 'test',
  environment: { QUEUE_URL: 'queue.internal', TOKEN: 'tok_fake-not-a-secret' },
  folder: '/'
}

export interface Driver {
  session: Session
  port: Scripted
  storage: RunStore
  clock: ReturnType<typeof steadyClock>
  /** Does what is wanted; throws when it is refused. */
  will: (intent: Intent) => Promise<Extract<Performed, { type: 'done' }>>
  /** Runs a command of the current step, which comes to an answer. */
  run: (answer: Answer, index?: number, part?: CommandPart, phrase?: string) => Promise<void>
  choose: (choice: Choice | number, reason?: string) => Promise<void>
  /** What is on the disk. */
  read: () => Promise<ReturnType<typeof readJournal>>
}

export async function startDriver(
  changes: Partial<SessionOptions> = {},
  pack: RunPack = fixturePack(),
  classifier: Classifier = always('read-only')
): Promise<Driver> {
  const [port, storage, clock] = [scripted(), memoryStore(), steadyClock()]
  const ports = { storage, processes: port, clock, ids: countedIds(), classifier }
  const session = await startRun(pack, ports, { ...OPTIONS, ...changes })
  const will: Driver['will'] = async (intent) => {
    const performed = await session.perform(intent)
    if (performed.type === 'refused') throw new Error(`${intent.type} was refused: ${performed.code}`)
    return performed
  }
  return {
    session,
    port,
    storage,
    clock,
    will,
    run: async (answer, index = 0, part = 'step', phrase) => {
      port.next = answer
      const step = session.situation?.step.id ?? ''
      const confirmation =
        phrase === undefined ? ({ type: 'confirmed' } as const) : ({ type: 'typed', phrase } as const)
      await will({ type: 'run-command', command: { step, part, index }, confirmation })
    },
    choose: async (choice, reason) => {
      const chosen: Choice = typeof choice === 'number' ? { type: 'branch', index: choice } : choice
      await will({ type: 'choose', choice: chosen, ...(reason === undefined ? {} : { reason }) })
    },
    read: async () => readJournal((await storage.read(session.state.run))!.journal)
  }
}

/** At which step a run begins for a test, by the branches that lead there. */
export async function driverAt(
  step: string,
  changes: Partial<SessionOptions> = {},
  classifier: Classifier = always('read-only')
): Promise<Driver> {
  const driver = await startDriver(changes, fixturePack(), classifier)
  const options: Record<string, number[]> = {
    'is-it-there': [],
    'how-many-wait': [0],
    'what-the-people-say': [2],
    'restart-the-worker': [0, 2],
    'delete-the-queue': [0, 1],
    'ask-the-owner': [2, 0]
  }
  for (const index of options[step] ?? []) await driver.choose(index)
  return driver
}
