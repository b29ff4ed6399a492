import { describe, expect, test } from 'vitest'
import { handoverMarkdown, handoverOf, readRun, type Handover } from '../src/index.js'
import { followMatchers, runCommands, SECRET, startSmallRun, wholeRun, type SmallRun } from './evidence-run.js'

const COMMAND = 'keys resume abcde'

/** The handover of a run, from what is stored of it. */
async function handover({ session, ports }: SmallRun, now = session.state.changedAt): Promise<Handover> {
  const stored = await ports.storage.read(session.state.run)
  const read = stored && readRun(stored)
  if (!read) throw new Error('the run cannot be read')
  return handoverOf(read.state, now)
}

/** A run that was overridden at its diagnosis and stands before an action. */
async function runBeforeAction(): Promise<SmallRun> {
  const run = await startSmallRun()
  await followMatchers(run)
  await followMatchers(run)
  await runCommands(run)
  await run.session.perform({ type: 'note', text: 'The graph is red.' })
  await run.session.perform({ type: 'choose', choice: { type: 'branch', index: 0 } })
  return run
}

test('says where the run stands, what was seen and what was ruled out', async () => {
  const made = await handover(await runBeforeAction())
  expect(made).toMatchObject({
    operator: 'mara',
    stands: {
      type: 'step',
      name: 'Action 1: Restart it',
      number: 5,
      of: 6,
      todo: ['Acknowledge the precondition: nobody else restarts it.', 'One command has not run.']
    },
    path: [
      { step: 'Check 1: Inputs are there', left: 'If `ready`', observed: 'ready', reason: null },
      { step: 'Check 2: The service answers', left: 'If `up`', observed: 'up' },
      { step: 'Step 1: Is it slow', left: 'If `slow`', observed: 'slow' },
      { step: 'Action 1: Restart it', left: null, observed: null }
    ],
    held: ['Check 1: Inputs are there', 'Check 2: The service answers'],
    ruledOut: [{ step: 'Step 1: Is it slow', option: 'If `lost`', next: 'Step 2: Is it lost' }],
    notes: [{ text: 'The graph is red.', operator: 'mara' }],
    overridden: [],
    unknown: []
  })
})

test('names secrets that have to be set again, and keeps other values', async () => {
  const made = await handover(await runBeforeAction())
  expect(made.inputs).toEqual({
    again: ['TOKEN'],
    missing: [],
    kept: [
      { name: 'EVIDENCE_DIR', value: '/tmp' },
      { name: 'SERVICE_URL', value: 'https://service.internal/health' }
    ]
  })
  expect(JSON.stringify(made)).not.toContain(SECRET)
})

test('lists what was overridden, with its reason', async () => {
  const { overridden, stands } = await handover(await wholeRun())
  expect(overridden).toEqual([
    { step: 'Step 1: Is it slow', reason: 'I saw that it is lost.' },
    { step: 'Step 2: Is it lost', reason: 'Seen by <Bo>.' }
  ])
  expect(stands).toMatchObject({ type: 'ended', name: 'Resolved' })
})

test('warns of a command of which nobody knows how it ended', async () => {
  const run = await runBeforeAction()
  await run.session.perform({ type: 'acknowledge' })
  const controller = new AbortController()
  const [command] = run.session.situation?.commands ?? []
  if (!command) throw new Error('the action has no command')
  const running = run.session.perform(
    { type: 'run-command', command: command.reference, confirmation: { type: 'confirmed' } },
    { signal: controller.signal }
  )
  // The start is on the disk before anything else happens.
  await expect.poll(async () => (await handover(run)).unknown).toMatchObject([{ step: 'Action 1: Restart it' }])
  controller.abort()
  await running
})

test('has the windows that are open', async () => {
  const run = await runBeforeAction()
  await run.session.perform({ type: 'acknowledge' })
  await runCommands(run)
  const [option] = run.session.situation?.options ?? []
  if (!option) throw new Error('the action leads nowhere')
  await run.session.perform({ type: 'choose', choice: option.choice })
  await run.session.perform({ type: 'defer' })
  const [timer] = (await handover(run)).timers
  expect(timer).toMatchObject({ of: 'step', relation: 'from', isOver: false })
  const [later] = (await handover(run, new Date(Date.parse(timer?.at ?? '') + 1).toISOString())).timers
  expect(later).toMatchObject({ isOver: true })
})

describe('as Markdown', () => {
  test('it holds the command to go on with', async () => {
    const text = handoverMarkdown(await handover(await runBeforeAction()), COMMAND)
    expect(text).toContain(`\n\`\`\`sh\n${COMMAND}\n\`\`\`\n`)
    expect(text).toContain('**Action 1: Restart it (step 5 of 6)**')
    expect(text).toContain('Step 2: Is it lost: not needed, Step 1 did not print `lost`')
  })

  test('an ended run is not gone on with', async () => {
    const text = handoverMarkdown(await handover(await wholeRun()), COMMAND)
    expect(text).not.toContain(COMMAND)
    expect(text).toContain('**It has ended: Resolved**')
  })
})
