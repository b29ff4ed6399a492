// An incident of a real pack, in the world that its drill breaks: an agent finds the cause, a person at a terminal acts and
// decides, the agent verifies, and the evidence tells who did what.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { createScope } from '@keys/drill'
import { readJournal } from '@keys/runner'
import type { RunEvent } from '@keys/schema'
import { expect, onTestFinished, test } from 'vitest'
import { agentAt, call, next, type Place, type Result } from './agent-client.js'
import { keys, REPOSITORY } from './support.js'
import { startOnTerminal } from './terminal/pseudo-terminal.js'

const SLUG = 'background-job-failure-replay'
const PACK = join(REPOSITORY, 'runbook-keys', SLUG)

/** What a person presses, and what they see then. */
type Keystrokes = readonly (readonly [keys: string, thenSee: string])[]

const ENTER = '\r'

/** Inputs for another queue than this one are asked for once, all together, and left out. */
const leftOut = (count: number): Keystrokes => [[ENTER, `${count} values that may be left out`]]

interface World {
  jobs: {
    fix(): void
    age(interval: string): Promise<void>
    send(count: number): Promise<unknown>
    settle(): Promise<void>
  }
  environment: Record<string, string>
}

/** The queue of the drill, and a project that has the pack. */
async function brokenQueue(): Promise<{
  world: World
  place: Place
  effectsOnce: (count: number) => (world: World) => Promise<void>
}> {
  const scope = createScope()
  onTestFinished(() => scope.close())
  const { buildWorld, startServices, badRelease } = await import(join(PACK, 'drill/world.js'))
  const { effectsOnce } = await import(join(PACK, 'drill/proofs.js'))
  const world: World = await buildWorld({ services: await startServices(scope), scope })
  await badRelease()(world)
  const root = mkdtempSync(join(tmpdir(), 'keys-incident-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const left = new Set(['node_modules', 'drill', 'skills'])
  const filter = (path: string): boolean => !left.has(relative(PACK, path))
  cpSync(PACK, join(root, 'runbook-keys', SLUG), { recursive: true, filter })
  writeFileSync(join(root, 'package.json'), '{"private":true}')
  const env = { PATH: process.env['PATH'] ?? '', HOME: root, ...world.environment }
  return { world, effectsOnce, place: { root, runs: join(root, 'runs'), env } }
}

/** The release is put back, and jobs run again. */
async function rollBack({ jobs }: World): Promise<void> {
  jobs.fix()
  await jobs.age('2 minutes')
  await jobs.send(2)
  await jobs.settle()
}

/** Who did what, as the record has it. */
function whoDid(events: readonly RunEvent[]): [channel: string | undefined, what: string][] {
  return events.flatMap((event): [string | undefined, string][] => {
    switch (event.type) {
      case 'command-started':
        return [[event.channel, `runs ${event.command.step}`]]
      case 'precondition-acknowledged':
        return [[event.channel, `confirms the precondition of ${event.step}`]]
      case 'manual-action-done':
        return [[event.channel, `does ${event.step} by hand`]]
      case 'decided':
        return event.by === 'person' ? [[event.channel, `judges ${event.step}`]] : []
      default:
        return []
    }
  })
}

test('a release breaks the jobs: the agent finds it, a person rolls back and replays, the agent verifies and hands over', async () => {
  const { world, place, effectsOnce } = await brokenQueue()
  const agent = await agentAt(place, 'auto', 'night-agent')
  onTestFinished(() => agent.close())

  /** The agent goes on alone, until a person is needed. */
  const untilParked = async (from: Result): Promise<Result> => {
    let at = from
    while (at.run.state === 'agent-can-go-on') {
      at = await call(agent, 'run_read_only', next(at))
      expect(at.refused).toBeNull()
    }
    return at
  }
  /** The person types the line that the agent shows them, and does their part; the agent waits meanwhile. */
  const personAt = async (parked: Result, first: string, keystrokes: Keystrokes): Promise<Result> => {
    const line = parked.run.waiting?.lineToType ?? ''
    expect(line).toMatch(/^keys resume \w+ --runs /)
    // They meet in the record alone: what the agent waits for is written there.
    const waiting = call(agent, 'wait_for_person', { run: parked.run.run, seconds: 50 })
    using terminal = startOnTerminal([...line.split(' ').slice(1), '--operator', 'mara'], place.root, place.env)
    await terminal.see(first)
    for (const [keys, thenSee] of keystrokes) await terminal.press(keys, thenSee)
    terminal.type('q')
    await terminal.ended
    return waiting
  }

  const found = await call(agent, 'find_runbook', { text: 'job failed by timeout in active state' })
  expect(found.candidates[0]?.pack).toBe(SLUG)
  const diagnosed = await untilParked(await call(agent, 'start_run', { pack: SLUG }))
  expect(diagnosed.run).toMatchObject({
    step: { id: 'roll-back-or-fix-the-release' },
    waiting: { need: 'precondition' }
  })

  await rollBack(world)
  const fixed = await personAt(diagnosed, 'good release or value is written down', [
    ['y', 'Do this by hand, then confirm it'],
    ['y', 'What did you see'],
    [ENTER, 'released.sh'],
    ...leftOut(5),
    [ENTER, 'because the last line is works'],
    [ENTER, 'Runs proof.sql']
  ])
  const asked = await untilParked(fixed)
  expect(asked.run).toMatchObject({ step: { id: 'does-a-second-run-do-harm' }, waiting: { need: 'decision' } })
  const decided = await personAt(asked, 'the effect stays here', [
    ['4', '› 4 '],
    [ENTER, 'Runs plan.sh']
  ])
  const planned = await untilParked(decided)
  expect(planned.run).toMatchObject({ step: { id: 'replay-one-job' }, waiting: { need: 'precondition' } })
  const replayed = await personAt(planned, 'has read the first line', [
    ['y', 'Name of the second person'],
    ['tom', 'Name of the second person: tom'],
    [ENTER, 'asks to type Action 5'],
    ...leftOut(5),
    [ENTER, 'Type "Action 5" to run it:'],
    ['action 5', 'run it: action 5'],
    [ENTER, 'once.sh'],
    [ENTER, 'because the last line is once'],
    [ENTER, 'has read how many jobs'],
    ['y', 'Name of the second person'],
    ['tom', 'Name of the second person: tom'],
    [ENTER, 'asks to type Action 6'],
    [ENTER, 'Empty leaves it out'],
    [ENTER, 'Type "Action 6" to run it:'],
    ['action 6', 'run it: action 6'],
    [ENTER, 'replayed.sh'],
    [ENTER, 'because the last line is all-once'],
    [ENTER, 'no worker of the dead-letter queue runs'],
    ['y', 'Run it: it changes something'],
    [ENTER, 'copies.sql'],
    [ENTER, 'because the last line is 0'],
    [ENTER, 'Counts replayed jobs']
  ])
  // What the last check looks at comes a day later: nobody calls it resolved before.
  const verified = await untilParked(replayed)
  expect(verified.run).toMatchObject({ step: { id: 'it-stays-so' }, waiting: { need: 'window' } })
  const handed = await call(agent, 'hand_over', {
    run: verified.run.run,
    to: 'mara',
    text: 'Verify 3 is for tomorrow.'
  })
  expect(handed.run.outcome).toMatchObject({ hasEnded: false, end: null })
  expect(handed.handover?.text).toContain('Verify 3: It stays so')

  await effectsOnce(7)(world)
  const journal = readJournal(readFileSync(join(place.runs, verified.run.run, 'journal.jsonl')))
  expect(whoDid(journal.events)).toEqual([
    ['agent', 'runs inputs-and-tools'],
    ['agent', 'runs the-queue'],
    ['agent', 'runs how-much-time-is-left'],
    ['agent', 'runs group-the-failures'],
    ['agent', 'runs poison-or-release'],
    ['terminal', 'confirms the precondition of roll-back-or-fix-the-release'],
    ['terminal', 'does roll-back-or-fix-the-release by hand'],
    ['terminal', 'runs roll-back-or-fix-the-release'],
    ['agent', 'runs does-a-second-run-do-harm'],
    ['terminal', 'judges does-a-second-run-do-harm'],
    ['agent', 'runs decide-job-by-job-what-to-replay'],
    ['terminal', 'confirms the precondition of replay-one-job'],
    ['terminal', 'runs replay-one-job'],
    ['terminal', 'runs replay-one-job'],
    ['terminal', 'confirms the precondition of replay-ten-then-the-rest'],
    ['terminal', 'runs replay-ten-then-the-rest'],
    ['terminal', 'runs replay-ten-then-the-rest'],
    ['terminal', 'confirms the precondition of cancel-dead-letter-copies'],
    ['terminal', 'runs cancel-dead-letter-copies'],
    ['terminal', 'runs cancel-dead-letter-copies'],
    ['agent', 'runs each-replayed-effect-exists-once'],
    ['agent', 'runs nothing-lost-doubled-left-over']
  ])
  const { out } = keys(['report', verified.run.run, '--runs', place.runs], place.root, place.env)
  for (const words of [
    'Step 4: Poison or release: If `release`. Next: Action 2',
    'left to a person. Reason: This step is done by a person.',
    'mara: Done by hand by mara: roll the worker back, or deploy the fix.',
    'Precondition confirmed by mara, agreed to by tom',
    'agent (night-agent 1.0.0): Handed over to mara.',
    '- **Answered**: by an agent',
    '- **Answered**: at a terminal'
  ])
    expect(out).toContain(words)
  expect(out).not.toContain(place.env['DATABASE_URL'])
}, 600_000)
