import { describe, expect, test } from 'vitest'
import { promptOf, type Prompt } from '../src/index.js'
import { driverAt, type Driver } from './support/driver.js'

const NOW = '2026-11-24T03:00:00.000Z'
const LATER = '2026-11-25T03:00:00.000Z'

function asked({ session }: Driver, passed?: Parameters<typeof promptOf>[2]): Prompt['type'] {
  return promptOf(session.situation!, NOW, passed).type
}

describe('what is asked next', () => {
  test('at an action: the precondition, its command, then how it goes on', async () => {
    const driver = await driverAt('restart-the-worker')
    expect(asked(driver)).toBe('precondition')
    await driver.will({ type: 'acknowledge' })
    expect(asked(driver)).toBe('command')
    await driver.run({ end: { type: 'exited', status: 1 } })
    expect(asked(driver)).toBe('options')
  })

  test('at an action by hand: the precondition, the manual action, how it goes on, and what becomes of it', async () => {
    const driver = await driverAt('ask-the-owner')
    expect(asked(driver)).toBe('precondition')
    await driver.will({ type: 'acknowledge' })
    expect(promptOf(driver.session.situation!, NOW)).toEqual({
      type: 'manual-action',
      text: driver.session.situation?.manualAction
    })
    await driver.will({ type: 'do-manual-action', observed: null })
    expect(asked(driver)).toBe('options')
    await driver.choose({ type: 'fails' })
    expect(asked(driver)).toBe('rollback')
  })

  test('a command is asked for with what is shown of it', async () => {
    const { session } = await driverAt('is-it-there')
    expect(promptOf(session.situation!, NOW)).toEqual({ type: 'command', command: session.situation?.commands[0] })
  })

  test('a command whose end was lost comes before all others, until it is passed by', async () => {
    const driver = await driverAt('is-it-there')
    await driver.run({ stdout: 'there' })
    const { situation } = driver.session
    const [command] = situation!.commands
    const lost = { ...command!, execution: { ...command!.execution!, end: { type: 'unknown' as const } } }
    const broken = { ...situation!, commands: [lost] }
    expect(promptOf(broken, NOW)).toEqual({ type: 'lost-command', command: lost })
    expect(promptOf(broken, NOW, { lost: new Set([lost.execution.number]) }).type).toBe('options')
    expect(promptOf(broken, NOW, { lost: new Set([99]) }).type).toBe('lost-command')
  })

  test('a window that has not opened comes before the precondition, until it opens or is passed by', async () => {
    const { session } = await driverAt('restart-the-worker')
    const early = { ...session.situation!, window: LATER }
    expect(promptOf(early, NOW)).toEqual({ type: 'window', opensAt: LATER })
    expect(promptOf(early, LATER).type).toBe('precondition')
    expect(promptOf(early, NOW, { window: true }).type).toBe('precondition')
  })
})
