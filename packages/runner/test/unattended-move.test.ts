// The one policy that `--yes`, agents and drills follow, and how the record says that an answer came.
import { describe, expect, test } from 'vitest'
import { promptOf, unattendedMove, type Intent, type SessionOptions } from '../src/index.js'
import { byCode } from './support/classifiers.js'
import { driverAt, startDriver, type Driver } from './support/driver.js'

const NOW = '2026-01-01T00:00:00.000Z'

function moveOf({ session }: Driver, now = NOW) {
  if (!session.situation) throw new Error('the run has ended')
  return unattendedMove(session.situation, { now, obstacles: session.unattendedObstacles })
}

describe('what goes on without a person', () => {
  test('a command that only reads, then the branch that its output decides', async () => {
    const driver = await startDriver()
    expect(moveOf(driver)).toMatchObject({ type: 'run-command', command: { needsPerson: null } })
    await driver.run({ stdout: 'there\n' })
    expect(moveOf(driver)).toMatchObject({ type: 'choose', option: { next: 'how-many-wait' } })
  })

  test('no branch that a person decides', async () => {
    const driver = await startDriver()
    await driver.run({ stdout: 'odd\n' })
    expect(moveOf(driver)).toMatchObject({ type: 'needs-person', need: 'decision' })
    expect(moveOf(await driverAt('what-the-people-say'))).toMatchObject({ need: 'decision' })
  })

  test.each([
    ['restart-the-worker', 'precondition'],
    ['delete-the-queue', 'precondition'],
    ['ask-the-owner', 'precondition']
  ])('no action: %s', async (step, need) => {
    expect(moveOf(await driverAt(step))).toMatchObject({ type: 'needs-person', need })
  })

  test('not the rest of an action once its precondition is acknowledged, nor once its command was run', async () => {
    const driver = await driverAt('restart-the-worker')
    await driver.will({ type: 'acknowledge' })
    expect(moveOf(driver)).toMatchObject({ need: 'changes' })
    await driver.run({ stdout: 'restarted' })
    await driver.run({ stdout: 'running' }, 0, 'verification')
    expect(promptOf(driver.session.situation!, NOW)).toMatchObject({
      type: 'options',
      evaluation: { type: 'suggests' }
    })
    expect(moveOf(driver)).toMatchObject({ need: 'changes' })
    const manual = await driverAt('ask-the-owner')
    await manual.will({ type: 'acknowledge' })
    expect(moveOf(manual)).toMatchObject({ need: 'manual-action' })
  })

  test('nothing in a pack that belies itself, nor what is not shown to be read-only, nor without a value', async () => {
    expect(moveOf(await startDriver({}, undefined, byCode({ prepare: 'changes' })))).toMatchObject({ need: 'belied' })
    const unknown = byCode({ 'echo "$QUEUE_URL"': 'unknown' })
    expect(moveOf(await startDriver({}, undefined, unknown))).toMatchObject({ need: 'not-read-only' })
    expect(moveOf(await startDriver({ environment: {} }))).toMatchObject({ need: 'inputs' })
  })

  test('not in a circle', async () => {
    const driver = await startDriver()
    for (let visit = 0; visit < 3; visit++) {
      await driver.run({ stdout: 'there\n' })
      await driver.choose(0)
      await driver.will({ type: 'go-back' })
    }
    expect(moveOf(driver)).toMatchObject({ need: 'circle' })
  })

  test('not a rollback, nor a later window', async () => {
    const driver = await driverAt('restart-the-worker')
    await driver.will({ type: 'acknowledge' })
    await driver.run({ stdout: 'restarted' })
    await driver.run({ stdout: 'dead' }, 0, 'verification')
    await driver.choose({ type: 'fails' })
    expect(moveOf(driver)).toMatchObject({ need: 'rollback' })
    const later = await driverAt('restart-the-worker')
    await later.choose({ type: 'holds' })
    await later.run({ stdout: '1' })
    await later.choose({ type: 'holds' })
    expect(later.session.situation?.step.id).toBe('they-still-are')
    expect(moveOf(later)).toMatchObject({ need: 'window' })
  })
})

describe('how an answer came', () => {
  const choose: Intent = { type: 'choose', choice: { type: 'branch', index: 0 } }
  const rows: [string, Partial<SessionOptions>, Intent, string | undefined][] = [
    ['a terminal', { channel: 'terminal' }, choose, 'terminal'],
    ['a pipe', { channel: 'piped' }, choose, 'piped'],
    ['an agent', { answeredBy: 'agent', channel: 'terminal' }, choose, 'agent'],
    ['a drill', { answeredBy: 'script' }, choose, 'script'],
    ['the policy', { channel: 'terminal' }, { ...choose, confirmation: { type: 'policy' } }, 'policy'],
    ['nobody knows', {}, choose, undefined],
    ['a note', { answeredBy: 'agent' }, { type: 'note', text: 'seen' }, 'agent'],
    ['a value', { answeredBy: 'agent' }, { type: 'set-input', name: 'NICE', value: '1', origin: 'agent' }, 'agent']
  ]
  test.each(rows)('%s', async (_, options, intent, channel) => {
    const driver = await startDriver(options)
    await driver.run({ stdout: 'there\n' })
    await driver.will(intent)
    const { events } = await driver.read()
    expect((events.at(-1) as { channel?: string }).channel).toBe(channel)
  })

  test('an agent does not leave an action, whatever its verification shows', async () => {
    const driver = await driverAt('restart-the-worker', { answeredBy: 'person' })
    await driver.will({ type: 'acknowledge' })
    await driver.run({ stdout: 'restarted' })
    await driver.run({ stdout: 'running' }, 0, 'verification')
    const { decide } = await import('../src/index.js')
    const holds: Intent = { type: 'choose', choice: { type: 'holds' } }
    expect(decide(driver.session.state, holds, { answeredBy: 'agent' })).toMatchObject({ code: 'needs-person' })
    expect(decide(driver.session.state, holds)).toMatchObject({ type: 'event' })
  })
})
