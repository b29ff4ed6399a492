import type { Scenario } from '@keys/drill'
import { describe, expect, test } from 'vitest'
import { cutOff } from '../src/index.js'

interface Server {
  environment: Record<string, string>
  said: string[]
}
type SomeScenario = Scenario<Server>

const says =
  (word: string, inputs = {}) =>
  ({ said }: Server) => {
    said.push(word)
    return { inputs }
  }
const stop = says('gone')
const scenario: Omit<SomeScenario, 'name' | 'end'> = {
  fault: says('broken'),
  path: ['Check 1', 'Step 1', 'Action 1', 'Step 1', 'Verify 1'],
  before: { 'Step 1': [says('first', { A: '1', B: '1' }), says('second')] },
  decisions: { 'Step 1': 'red' },
  fixedBy: 'Action 1',
  invariants: () => {}
}
const options = { what: 'the server', goesAway: stop }

/** What is done to a world before a step of a scenario. */
async function done(action: unknown): Promise<[string[], unknown]> {
  const world: Server = { environment: {}, said: [] }
  const change: unknown = typeof action === 'function' ? await action(world) : null
  return [world.said, change]
}

describe('what goes away', () => {
  test('does so once at every step of the path, at its first visit, and nothing fixes it', () => {
    const made = cutOff(scenario, options)
    expect(made.map(({ name, path, end }) => [name, path, end])).toEqual([
      ['the server goes away before Check 1', ['Check 1'], 'escalate'],
      ['the server goes away before Step 1', ['Check 1', 'Step 1'], 'escalate'],
      ['the server goes away before Action 1', ['Check 1', 'Step 1', 'Action 1'], 'escalate'],
      ['the server goes away before Verify 1', scenario.path, 'escalate']
    ])
    for (const one of made) {
      expect(one).toMatchObject({ fault: scenario.fault, decisions: scenario.decisions })
      expect(one).not.toHaveProperty('fixedBy')
      expect(one).not.toHaveProperty('invariants')
    }
  })

  test('does so after what happens at that step anyway, and the last word on an input is its own', async () => {
    const goesAway = says('gone', { B: '2' })
    const [one] = cutOff(scenario, { ...options, goesAway, at: ['Step 1'] })
    expect(await done(one?.before?.['Step 1'])).toEqual([['first', 'gone'], { inputs: { A: '1', B: '2' } }])
    const [other] = cutOff(scenario, { ...options, at: ['Action 1'] })
    expect(await done(other?.before?.['Action 1'])).toEqual([['gone'], { inputs: {} }])
    expect(other?.before?.['Step 1']).toBe(scenario.before?.['Step 1'])
  })

  test('does so in place of what a step runs, when it is acting', () => {
    expect(cutOff(scenario, { ...options, at: ['Action 1'], when: 'acting' })).toEqual([
      {
        name: 'the server goes away in Action 1',
        fault: scenario.fault,
        path: ['Check 1', 'Step 1', 'Action 1'],
        before: scenario.before,
        decisions: scenario.decisions,
        wrongAction: { description: 'takes the server away', instead: { 'Action 1': stop } },
        end: 'escalate'
      }
    ])
  })

  test('goes on to where the text leads from there', () => {
    const leadsTo = { 'Step 1': { path: ['Check 1'], end: '@acme/runbook-other' }, 'Check 1': { end: 'resolved' } }
    const made = cutOff(scenario, { ...options, at: ['Check 1', 'Step 1', 'Action 1'], leadsTo })
    expect(made.map(({ path, end }) => [path.at(-1), end])).toEqual([
      ['Check 1', 'resolved'],
      ['Check 1', '@acme/runbook-other'],
      ['Action 1', 'escalate']
    ])
  })

  test('is refused at a step that is not on the path', () => {
    expect(() => cutOff(scenario, { ...options, at: ['Step 2'] })).toThrow(
      new RangeError('Step 2 is not on the path Check 1, Step 1, Action 1, Step 1, Verify 1.')
    )
  })
})
