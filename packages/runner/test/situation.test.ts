import { describe, expect, test } from 'vitest'
import { after, milliseconds } from '@keys/parser/model'
import { closingFacts, resumeRun, situationOf } from '../src/index.js'
import { driverAt, OPTIONS, startDriver, type Driver } from './support/driver.js'
import { fixturePack } from './support/fixture.js'

const statesOf = ({ session }: Driver): string[] => session.items.map(({ step, state }) => `${step.id}: ${state}`)

/** Takes a run over the manual action to its last verification. */
async function toLastVerification(): Promise<Driver> {
  const driver = await driverAt('ask-the-owner')
  await driver.will({ type: 'acknowledge' })
  await driver.will({ type: 'do-manual-action', observed: 'she does' })
  await driver.choose({ type: 'holds' })
  await driver.run({ stdout: '4' })
  await driver.choose({ type: 'holds' })
  return driver
}

describe('items', () => {
  test('at first everything is open, and later what no way leads to is inactive', async () => {
    const driver = await startDriver()
    expect(statesOf(driver).slice(0, 2)).toEqual(['is-it-there: current', 'how-many-wait: open'])
    await driver.choose(2)
    expect(statesOf(driver)).toEqual([
      'is-it-there: done',
      'how-many-wait: inactive',
      'what-the-people-say: current',
      'restart-the-worker: inactive',
      'delete-the-queue: inactive',
      'ask-the-owner: open',
      'jobs-are-taken: open',
      'they-still-are: open'
    ])
  })

  test('what was skipped is overridden; what was gone back from is open again', async () => {
    const driver = await startDriver()
    await driver.will({ type: 'skip', choice: { type: 'branch', index: 0 }, reason: 'I know' })
    expect(statesOf(driver)[0]).toBe('is-it-there: overridden')
    await driver.will({ type: 'go-back' })
    expect(statesOf(driver).slice(0, 2)).toEqual(['is-it-there: current', 'how-many-wait: open'])
    expect(driver.session.situation).toMatchObject({ visit: 2, canGoBack: false })
  })

  test('what waits for its window is deferred', async () => {
    const driver = await toLastVerification()
    await driver.will({ type: 'defer' })
    expect(statesOf(driver).at(-1)).toBe('they-still-are: deferred')
    expect(driver.session.situation?.deferredUntil).toBe(driver.session.situation?.window)
  })
})

describe('a visit', () => {
  test('asks everything again when the step is reached again', async () => {
    const driver = await driverAt('restart-the-worker')
    await driver.will({ type: 'acknowledge' })
    await driver.run({ stdout: 'restarted' })
    await driver.will({ type: 'go-back' })
    await driver.choose(2)
    expect(driver.session.situation).toMatchObject({ precondition: { effect: 'reversible' }, visit: 2 })
    expect(driver.session.situation?.commands.map(({ execution }) => execution)).toEqual([null, null])
  })

  test('offers to take back what was done, and nothing when nothing was done', async () => {
    const driver = await driverAt('ask-the-owner')
    await driver.will({ type: 'acknowledge' })
    await driver.will({ type: 'do-manual-action', observed: null })
    await driver.choose({ type: 'fails' })
    expect(driver.session.situation).toMatchObject({
      type: 'rollback',
      options: [],
      canGoBack: false,
      evaluation: null
    })
    const other = await driverAt('ask-the-owner')
    await other.choose({ type: 'fails' })
    expect(other.session.state.place).toEqual({ type: 'ended', node: 'stop:escalate' })
  })
})

describe('timers', () => {
  test('the first minute counts from the start of the run', async () => {
    const { session } = await startDriver()
    const until = new Date(Date.parse(session.state.startedAt) + 60_000).toISOString()
    expect(session.situation?.timers).toEqual([{ of: 'step', relation: 'until', at: until }])
  })

  test('values that are typed before the first command take nothing of the first minute, nor of a step', async () => {
    const after = (from: string) => new Date(Date.parse(from) + 60_000).toISOString()
    const driver = await startDriver()
    const { state } = driver.session
    driver.clock.set('2026-03-01T03:04:00.000Z')
    await driver.will({ type: 'set-input', name: 'QUEUE_URL', value: 'redis://q', origin: 'person' })
    const typedAt = driver.session.state.changedAt
    expect(driver.session.situation?.timers).toEqual([{ of: 'step', relation: 'until', at: after(typedAt) }])
    expect(driver.session.state.startedAt).toBe(state.startedAt)
    await driver.run({ stdout: '1' })
    driver.clock.set('2026-03-01T03:05:00.000Z')
    await driver.will({ type: 'set-input', name: 'QUEUE_URL', value: 'redis://r', origin: 'person' })
    expect(driver.session.situation?.timers).toEqual([{ of: 'step', relation: 'until', at: after(typedAt) }])
  })

  test('what came from elsewhere does not move the clock', async () => {
    const driver = await startDriver()
    const { timers } = driver.session.situation!
    driver.clock.set('2026-03-01T03:04:00.000Z')
    await driver.will({ type: 'set-input', name: 'QUEUE_URL', value: 'redis://q', origin: 'agent' })
    expect(driver.session.situation?.timers).toEqual(timers)
  })

  test('the box of a section counts from its first step, however often that is left', async () => {
    const driver = await driverAt('how-many-wait')
    const { enteredAt } = driver.session.state.visits[1]!
    const timer = { of: 'section', relation: 'until', at: new Date(Date.parse(enteredAt) + 600_000).toISOString() }
    expect(driver.session.situation?.timers).toEqual([timer])
    await driver.choose(3)
    expect(driver.session.situation?.timers).toEqual([timer])
  })

  test('a later window counts from the first verification, and does not move', async () => {
    const driver = await toLastVerification()
    const { verifyingSince } = driver.session.state
    expect(verifyingSince).toBe(driver.session.state.visits.find(({ step }) => step === 'jobs-are-taken')?.enteredAt)
    const at = new Date(Date.parse(verifyingSince!) + 24 * 3_600_000).toISOString()
    expect(driver.session.situation?.timers).toEqual([{ of: 'step', relation: 'from', at }])
    await driver.will({ type: 'note', text: 'later' })
    expect(driver.session.situation?.window).toBe(at)
  })

  test.each([
    ['an hour after the first one', 3_600_000, ' (answered 23 h before its time)'],
    ['a minute before it opens', 24 * 3_600_000 - 60_000, ' (answered 1 min before its time)'],
    ['when it opens', 24 * 3_600_000, '']
  ])('the last words say when a later verification was answered: %s', async (_, wait, words) => {
    const driver = await toLastVerification()
    const { verifyingSince } = driver.session.state
    // The clock goes on by a second with each look at it.
    driver.clock.set(new Date(Date.parse(verifyingSince!) + wait - 1000).toISOString())
    await driver.choose({ type: 'holds' })
    const [last] = closingFacts(driver.session.state).verified.slice(-1)
    expect(last?.replace(/^Verify 2: [^(]*[^ (]/, '')).toBe(words)
  })

  test('a verification that comes first has a window, too', async () => {
    const only = (text: string) =>
      text.slice(0, text.indexOf('## Immediate')) + text.slice(text.indexOf('## Verification'))
    const late = (text: string) => only(text).replace('(within 5 minutes)', '(after 1 hour)')
    const { session } = await startDriver({}, fixturePack(late))
    const { window } = session.situation!
    await session.perform({ type: 'note', text: 'x' })
    expect(session.situation?.window).toBe(window)
    expect(session.state.verifyingSince).toBe(session.state.startedAt)
  })

  test('a clock that jumps back a year loses nothing, and no time comes to be without end', async () => {
    const driver = await driverAt('how-many-wait')
    const before = driver.session.situation?.timers
    driver.clock.set('2025-03-01T03:00:00.000Z')
    await driver.run({ stdout: 'prepared' })
    expect(driver.session.situation?.timers).toEqual(before)
    await driver.choose(3)
    const ports = { storage: driver.storage, processes: driver.port, clock: driver.clock, ids: { unique: () => 'x' } }
    const live = driver.session.state
    await driver.session.close('stopped')
    const { session } = await resumeRun(live.run, ports, OPTIONS)
    expect(session.state.visits).toEqual(live.visits)
    expect(session.situation?.timers).toEqual(situationOf(live)?.timers)
  })

  test('a duration beyond all calendars is the end of the year 9999', () => {
    expect(after('2026-03-01T03:00:00.000Z', milliseconds('P99999999999D'))).toBe('9999-12-31T23:59:59.999Z')
  })
})
