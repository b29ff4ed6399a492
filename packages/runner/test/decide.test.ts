import { describe, expect, test } from 'vitest'
import type { CommandReference } from '@keys/schema'
import { confirmationPhrase, decide, REFUSALS, type Intent, type RefusalCode } from '../src/index.js'
import { always } from './support/classifiers.js'
import { driverAt, type Driver } from './support/driver.js'

const own = (step: string, index = 0) => ({ step, part: 'step', index }) as const
const run = (step: string, confirmation: Extract<Intent, { type: 'run-command' }>['confirmation']): Intent => ({
  type: 'run-command',
  command: own(step),
  confirmation
})
const restart = 'restart-the-worker'
const confirmed = { type: 'confirmed' } as const
const nothing = async (): Promise<void> => {}
const acknowledge = async (driver: Driver): Promise<void> => void (await driver.will({ type: 'acknowledge' }))

/** Brings an action to the rollback that is offered when it does not hold. */
async function toRollback(driver: Driver): Promise<void> {
  await acknowledge(driver)
  await driver.run({ end: { type: 'exited', status: 1 } })
  await driver.choose({ type: 'fails' })
}

async function toEnd(driver: Driver): Promise<void> {
  await driver.will({ type: 'escalate', reason: 'enough' })
}

const refusals: [RefusalCode, string, (driver: Driver) => Promise<void>, Intent][] = [
  ['run-ended', 'is-it-there', toEnd, { type: 'note', text: 'late' }],
  ['not-at-a-step', restart, toRollback, { type: 'choose', choice: { type: 'holds' } }],
  ['not-at-a-rollback', restart, nothing, { type: 'close-rollback', outcome: 'left-as-is', reason: null }],
  ['no-such-command', restart, nothing, run('is-it-there', confirmed)],
  ['no-such-command', restart, toRollback, run(restart, confirmed)],
  ['not-acknowledged', restart, nothing, run(restart, confirmed)],
  ['not-acknowledged', restart, nothing, { type: 'report-command', command: own(restart), status: 0, output: '' }],
  ['not-acknowledged', 'ask-the-owner', nothing, { type: 'do-manual-action', observed: null }],
  ['needs-typing', 'delete-the-queue', acknowledge, run('delete-the-queue', confirmed)],
  ['needs-typing', 'delete-the-queue', acknowledge, run('delete-the-queue', { type: 'typed', phrase: 'yes' })],
  ['needs-confirmation', restart, acknowledge, run(restart, { type: 'policy' })],
  [
    'needs-confirmation',
    'is-it-there',
    async (driver) => driver.run({ stdout: 'there' }),
    { type: 'choose', choice: { type: 'branch', index: 1 }, reason: 'because', confirmation: { type: 'policy' } }
  ],
  [
    'needs-confirmation',
    'is-it-there',
    nothing,
    { type: 'choose', choice: { type: 'branch', index: 0 }, confirmation: { type: 'policy' } }
  ],
  [
    'needs-confirmation',
    restart,
    async (driver) => {
      await acknowledge(driver)
      await driver.run({ end: { type: 'exited', status: 1 } })
    },
    { type: 'choose', choice: { type: 'fails' }, confirmation: { type: 'policy' } }
  ],
  ['nothing-to-acknowledge', 'is-it-there', nothing, { type: 'acknowledge' }],
  [
    'no-status',
    'is-it-there',
    nothing,
    { type: 'report-command', command: own('is-it-there'), status: 256, output: '' }
  ],
  ['no-manual-action', restart, acknowledge, { type: 'do-manual-action', observed: null }],
  ['no-such-option', 'is-it-there', nothing, { type: 'choose', choice: { type: 'branch', index: 5 } }],
  ['no-such-option', 'is-it-there', nothing, { type: 'skip', choice: { type: 'holds' }, reason: 'x' }],
  ['needs-reason', 'is-it-there', nothing, { type: 'skip', choice: { type: 'branch', index: 0 }, reason: ' ' }],
  ['needs-reason', 'is-it-there', nothing, { type: 'escalate', reason: '' }],
  [
    'needs-reason',
    'is-it-there',
    async (driver) => driver.run({ stdout: 'there' }),
    { type: 'choose', choice: { type: 'branch', index: 1 } }
  ],
  ['cannot-wait', 'is-it-there', nothing, { type: 'defer' }],
  ['nothing-before', 'is-it-there', nothing, { type: 'go-back' }],
  ['unknown-input', 'is-it-there', nothing, { type: 'set-input', name: 'OTHER', value: '1', origin: 'person' }],
  [
    'needs-input',
    'is-it-there',
    async (driver) => void (await driver.will({ type: 'set-input', name: 'QUEUE_URL', value: null, origin: 'person' })),
    run('is-it-there', confirmed)
  ]
]

test.each(refusals)('%s, at %s', async (code, step, prepare, intent) => {
  const driver = await driverAt(step)
  await prepare(driver)
  const { state } = driver.session
  expect(await driver.session.perform(intent)).toEqual({ type: 'refused', code, message: REFUSALS[code] })
  expect(driver.session.state).toBe(state)
})

test('while a command runs, the step is not left, and no other command runs', async () => {
  const driver = await driverAt(restart)
  await acknowledge(driver)
  let release = () => {}
  const ran = driver.port.run.bind(driver.port)
  driver.port.run = async (request) => {
    await new Promise<void>((resolve) => (release = resolve))
    return ran(request)
  }
  const running = driver.session.perform(run(restart, confirmed))
  await expect.poll(() => driver.session.state.executions.length).toBe(1)
  const refused: Intent[] = [
    run(restart, confirmed),
    { type: 'choose', choice: { type: 'holds' } },
    { type: 'escalate', reason: 'x' },
    { type: 'go-back' },
    { type: 'report-command', command: own(restart), status: 0, output: '' }
  ]
  for (const intent of refused) expect(decide(driver.session.state, intent)).toMatchObject({ code: 'command-running' })
  await driver.will({ type: 'note', text: 'meanwhile' })
  release()
  expect(await running).toMatchObject({ type: 'done', event: { type: 'command-ended' } })
})

describe('beside a command that was not seen to its end and goes on', () => {
  const rollback = { step: restart, part: 'rollback', index: 0 } as const
  const verification = { step: restart, part: 'verification', index: 0 } as const
  const cutOff = async () => {
    const driver = await driverAt(restart)
    await acknowledge(driver)
    await driver.run({ end: { type: 'canceled' } })
    return driver
  }
  const wanted = (driver: Driver, command: CommandReference, isRunning: boolean) =>
    decide(
      driver.session.state,
      { type: 'run-command', command, confirmation: confirmed },
      { isRunning: () => isRunning, classifier: always('read-only') }
    )

  test('it is not run a second time, also not on a later visit', async () => {
    const driver = await cutOff()
    expect(wanted(driver, own(restart), true)).toMatchObject({ code: 'still-running' })
    expect(wanted(driver, own(restart), false)).toMatchObject({ type: 'event' })
    await driver.will({ type: 'go-back' })
    await driver.choose(2, 'seen by hand')
    await acknowledge(driver)
    expect(wanted(driver, own(restart), true)).toMatchObject({ code: 'still-running' })
  })

  test('it is not taken back', async () => {
    const driver = await cutOff()
    await driver.choose({ type: 'fails' })
    expect(wanted(driver, rollback, true)).toMatchObject({ code: 'still-running' })
    expect(wanted(driver, rollback, false)).toMatchObject({ type: 'event' })
  })

  test('what only looks may run', async () => {
    const driver = await cutOff()
    expect(wanted(driver, verification, true)).toMatchObject({ type: 'event' })
  })

  test("one that ended, and left something in the background, is in nobody's way", async () => {
    const driver = await driverAt(restart)
    await acknowledge(driver)
    await driver.run({ end: { type: 'exited', status: 1 } })
    expect(wanted(driver, own(restart), true)).toMatchObject({ type: 'event' })
  })
})

test('while a rollback runs, it is not closed', async () => {
  const driver = await driverAt(restart)
  await toRollback(driver)
  const rollback: Intent = {
    type: 'run-command',
    command: { step: restart, part: 'rollback', index: 0 },
    confirmation: confirmed
  }
  const close: Intent = { type: 'close-rollback', outcome: 'rolled-back', reason: null }
  let during: unknown
  const ran = driver.port.run.bind(driver.port)
  driver.port.run = async (request) => {
    during = decide(driver.session.state, close)
    return ran(request)
  }
  await driver.will(rollback)
  expect(during).toMatchObject({ code: 'command-running' })
  await driver.will(close)
  expect(driver.session.state.place).toEqual({ type: 'ended', node: 'stop:escalate' })
})

describe('what is allowed', () => {
  test('an irreversible command runs when its phrase is typed', async () => {
    const driver = await driverAt('delete-the-queue')
    await acknowledge(driver)
    const phrase = confirmationPhrase(driver.session.situation!.step)
    await driver.run({ stdout: 'gone' }, 0, 'step', ` ${phrase.toUpperCase()} `)
    expect(driver.session.situation?.evaluation).toMatchObject({ choice: { type: 'holds' } })
  })

  test('a policy covers what is read-only', async () => {
    const driver = await driverAt('is-it-there')
    await driver.will(run('is-it-there', { type: 'policy' }))
    expect(driver.port.ran.length).toBe(1)
  })

  test('a command runs without an input that is not required', async () => {
    const driver = await driverAt(restart)
    await acknowledge(driver)
    await driver.run({ stdout: 'restarted' })
    await driver.run({ stdout: 'running' }, 0, 'verification')
    expect(driver.session.situation?.evaluation).toMatchObject({ type: 'suggests', choice: { type: 'holds' } })
  })

  test('whoever decides otherwise than the matchers is recorded with the reason', async () => {
    const driver = await driverAt('is-it-there')
    await driver.run({ stdout: 'there' })
    await driver.choose(2, 'the queue is the wrong one')
    const { events } = await driver.read()
    expect(events.at(-1)).toMatchObject({
      by: 'person',
      suggested: { type: 'branch', index: 0 },
      choice: { type: 'branch', index: 2 },
      reason: 'the queue is the wrong one',
      observed: 'there'
    })
    expect(driver.session.items[0]).toMatchObject({ state: 'overridden' })
  })
})

describe('who confirmed is in the record', () => {
  const policy = { type: 'policy' } as const
  const choice = { type: 'branch', index: 0 } as const
  test.each([
    ['a person', {}, confirmed, {}, ['confirmed', 'person'], 'person'],
    ['the policy', {}, policy, { confirmation: policy }, ['policy', 'policy'], 'policy'],
    ['the policy runs, a person decides', {}, policy, {}, ['policy', 'policy'], 'person'],
    ['a script', { answeredBy: 'script' as const }, confirmed, {}, ['confirmed', 'script'], 'script']
  ])('%s', async (_, options, confirmation, chosen, started, decided) => {
    const driver = await driverAt('is-it-there', options)
    driver.port.next = { stdout: 'there' }
    await driver.will(run('is-it-there', confirmation))
    await driver.will({ type: 'choose', choice, ...chosen })
    const events = (await driver.read()).events
    expect(
      events.flatMap((event) =>
        event.type === 'command-started'
          ? [event.confirmation, event.confirmedBy]
          : event.type === 'decided'
            ? [event.confirmedBy]
            : []
      )
    ).toEqual([...started, decided])
  })
})
