import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RunEvent } from '@keys/schema'
import {
  confirmationPhrase,
  decide,
  memoryStore,
  readJournal,
  replay,
  startRun,
  type Intent,
  type Session,
  type Situation
} from '../src/index.js'
import { join } from 'node:path'
import { PACKS_FOLDER, packIn, SLUGS } from './support/packs.js'
import { countedIds, scripted, steadyClock, type Scripted } from './support/scripted.js'
import { answerForOption, inputsOf, nextIntent, planned, planOf } from './support/walker.js'

const packs = new Map(SLUGS.map((slug) => [slug, packIn(join(PACKS_FOLDER, slug))]))

async function start(slug: string) {
  const pack = packs.get(slug)!
  const storage = memoryStore()
  const port = scripted()
  const environment = inputsOf(pack)
  const session = await startRun(
    pack,
    { storage, processes: port, clock: steadyClock(), ids: countedIds() },
    { operator: 'mara', host: 'laptop', process: 1, tool: 'test', environment, folder: '/' }
  )
  const journal = async (): Promise<readonly RunEvent[]> => {
    const read = readJournal((await storage.read(session.state.run))!.journal)
    expect(read.fault).toBeNull()
    return read.events
  }
  return { pack, port, session, journal }
}

/** Everything that somebody could want here, sensible or not. */
function wishes({ step, commands, options }: Situation, dice: number): Intent[] {
  const elsewhere = { step: 'nowhere', part: 'step', index: 7 } as const
  const references = [...commands.map(({ reference }) => reference), elsewhere]
  const choices = [...options.map(({ choice }) => choice), { type: 'branch', index: 99 } as const]
  const confirmations = [
    { type: 'confirmed' } as const,
    { type: 'policy' } as const,
    { type: 'typed', phrase: dice % 2 ? confirmationPhrase(step) : 'wrong' } as const
  ]
  return [
    ...references.flatMap((command): Intent[] => [
      ...confirmations.map((confirmation): Intent => ({ type: 'run-command', command, confirmation })),
      { type: 'report-command', command, status: [0, 1, null, 256, -1, 0.5][dice % 6]!, output: 'seen' }
    ]),
    ...choices.flatMap((choice): Intent[] => [
      { type: 'choose', choice },
      { type: 'choose', choice, reason: 'I saw it myself' },
      { type: 'skip', choice, reason: dice % 3 ? 'not here' : ' ' }
    ]),
    { type: 'acknowledge' },
    { type: 'do-manual-action', observed: null },
    { type: 'defer' },
    { type: 'go-back' },
    { type: 'note', text: 'a note' },
    { type: 'set-input', name: 'NO_SUCH_INPUT', value: 'x', origin: 'person' },
    { type: 'close-rollback', outcome: 'left-as-is', reason: null },
    { type: 'close', reason: 'stopped' }
  ]
}

/** Takes one random step: toward a random way, or something arbitrary. */
async function move(session: Session, port: Scripted, dice: number): Promise<void> {
  const { situation } = session
  if (!situation) return
  const all = wishes(situation, dice)
  // Decides of everything, does one thing.
  for (const wish of all) decide(session.state, wish)
  if (situation.type === 'rollback' || dice % 4 === 0) {
    await session.perform(
      dice % 8 ? all[dice % all.length]! : { type: 'close-rollback', outcome: 'rolled-back', reason: 'x' }
    )
    return
  }
  const option = situation.options[dice % situation.options.length]!
  port.next = answerForOption(situation.step, option) ?? { stdout: 'anything\n' }
  await session.perform(nextIntent(situation, option.choice))
}

describe.each(SLUGS)('%s', (slug) => {
  test('a plan leads over an action to the end', async () => {
    const { pack, port, session } = await start(slug)
    const plan = planOf(pack.runbook)
    for (let wish = planned(session, plan, port); wish; wish = planned(session, plan, port)) {
      expect(await session.perform(wish)).toMatchObject({ type: 'done' })
    }
    expect(session.state.place).toEqual({ type: 'ended', node: 'stop:resolved' })
    expect(session.state.visits.map(({ step }) => step)).toEqual(plan.map(({ step }) => step))
    expect(session.items.filter(({ state }) => state === 'open' || state === 'current')).toEqual([])
  })

  test('property: random walks replay to the state that they lived, from every prefix', async () => {
    const dice = fc.array(fc.nat({ max: 1000 }), { minLength: 10, maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(dice, async (throws) => {
        const { pack, port, session, journal } = await start(slug)
        const lived = [session.state]
        for (const one of throws) {
          await move(session, port, one)
          if (session.state !== lived.at(-1)) lived.push(session.state)
        }
        const events = await journal()
        const packOf = () => pack
        expect(replay(events, packOf)).toEqual(session.state)
        for (const state of lived) expect(replay(events.slice(0, state.sequence), packOf)).toEqual(state)
        for (let length = 1; length <= events.length; length++) replay(events.slice(0, length), packOf)
      }),
      { numRuns: 12 }
    )
  })

  test('property: a run that has ended refuses everything but to be closed', async () => {
    const { port, pack, session } = await start(slug)
    const before = session.situation!
    const plan = planOf(pack.runbook)
    for (let wish = planned(session, plan, port); wish; wish = planned(session, plan, port)) await session.perform(wish)
    fc.assert(
      fc.property(fc.nat({ max: 30 }), (dice) => {
        for (const wish of wishes(before, dice)) {
          const expected = wish.type === 'close' ? { type: 'event' } : { type: 'refused', code: 'run-ended' }
          expect(decide(session.state, wish)).toMatchObject(expected)
        }
      })
    )
  })
})
