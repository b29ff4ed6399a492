import { expect, test } from 'vitest'
import type { Intent } from '../src/index.js'
import { startDriver } from './support/driver.js'

test.each([
  ['no object', 'note', 'its type is one of set-input, acknowledge,'],
  ['nothing', null, 'its type is one of'],
  ['an unknown type', { type: 'nonsense' }, 'There is no intent "nonsense": its type is one of'],
  ['a name of every object', { type: 'constructor' }, 'There is no intent "constructor"'],
  ['an unknown origin', { type: 'set-input', name: 'URL', value: 'x', origin: 'me' }, 'set-input has a wrong origin'],
  ['a number for a text', { type: 'note', text: 5 }, 'note has a wrong text'],
  ['a choice without its type', { type: 'choose', choice: {} }, 'choose has a wrong choice.type'],
  ['no reason', { type: 'end-run' }, 'end-run has a wrong reason'],
  [
    'a phrase that is missing',
    { type: 'run-command', command: 0, confirmation: { type: 'typed' } },
    'has a wrong command'
  ]
])('%s is refused in words, and nothing is recorded', async (_, intent, words) => {
  const { session } = await startDriver()
  const { head } = session
  const performed = await session.perform(intent as Intent)
  expect(performed).toMatchObject({ type: 'refused', code: 'wrong-intent', message: expect.stringContaining(words) })
  expect(session.toSign(intent as Intent)).toEqual(performed)
  expect(session.head).toEqual(head)
})
