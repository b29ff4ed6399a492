import { expect, test } from 'vitest'
import { Interrupted } from '../src/index.js'
import { dialogueOn } from './support.js'

const CONTROL_C = '\u0003'
const QUESTION = { head: [], options: [{ value: 'go on', label: 'Go on' }], preselected: 0, keys: [] }

const isInterrupted = async (answer: Promise<unknown>): Promise<boolean> =>
  answer.then(
    () => false,
    (error: unknown) => error instanceof Interrupted && error.why === 'ctrl-c'
  )

test.each([{ plain: false }, { plain: true }])(
  'Ctrl-C between two questions is heard at the next one: %j',
  async (options) => {
    const { dialogue, type } = await dialogueOn(options)
    type(CONTROL_C)
    expect(await isInterrupted(dialogue.choose(QUESTION))).toBe(true)
    const next = dialogue.choose(QUESTION)
    setTimeout(() => type('\r'), 20)
    expect(await next).toBe('go on')
  }
)

test.each([{ plain: false }, { plain: true }])('Ctrl-C twice at once leaves two questions: %j', async (options) => {
  const { dialogue, type } = await dialogueOn(options)
  const first = isInterrupted(dialogue.choose(QUESTION))
  setTimeout(() => type(CONTROL_C + CONTROL_C), 20)
  expect(await first).toBe(true)
  expect(await isInterrupted(dialogue.choose(QUESTION))).toBe(true)
})

test.each([{ plain: false }, { plain: true }])('Ctrl-C before a command ends the command: %j', async (options) => {
  const { dialogue, type } = await dialogueOn(options)
  type(CONTROL_C)
  expect(await dialogue.watch(({ signal }) => Promise.resolve(signal.aborted))).toBe(true)
  expect(await dialogue.watch(({ signal }) => Promise.resolve(signal.aborted))).toBe(false)
})

test('a key that was pressed before the question could be seen is no answer to it', async () => {
  const { dialogue, type } = await dialogueOn({ plain: false })
  type('\r')
  const answer = dialogue.choose({ ...QUESTION, options: [...QUESTION.options, { value: 'stop', label: 'Stop' }] })
  setTimeout(() => type('2\r'), 20)
  expect(await answer).toBe('stop')
})

test('a question is shown when its keys are heard, so that no answer to it is lost', async () => {
  const { dialogue, type, shown } = await dialogueOn({ plain: false })
  const answer = dialogue.choose({ ...QUESTION, head: [{ type: 'text', text: 'Seen?' }] })
  while (!shown().includes('Seen?')) await new Promise((resolve) => setImmediate(resolve))
  type('\r')
  expect(await answer).toBe('go on')
})

test('in whole lines q leaves a question that has no other use for it', async () => {
  const { dialogue, type, shown } = await dialogueOn({ plain: true })
  const wrong = isInterrupted(dialogue.choose(QUESTION))
  setTimeout(() => type('x\nq\n'), 20)
  expect(await wrong).toBe(true)
  expect(shown()).toContain('Type 1, then Enter (q stops).')
  const answer = dialogue.choose({ ...QUESTION, keys: [{ key: 'q', word: 'quote', value: 'quoted' }] })
  setTimeout(() => type('q\n'), 20)
  expect(await answer).toBe('quoted')
})

test.each([
  ['11\r', 11],
  ['9\r', 9],
  ['19\r', 9],
  ['1\u001b[B1\r', 1],
  ['10\r', 10]
])('of more than nine answers one is chosen by all its digits: %j', async (keys, expected) => {
  const { dialogue, type } = await dialogueOn({ plain: false })
  const options = Array.from({ length: 15 }, (_, index) => ({ value: index + 1, label: `Value ${index + 1}` }))
  const answer = dialogue.choose({ head: [], options, preselected: null, keys: [] })
  setTimeout(() => type(keys), 20)
  expect(await answer).toBe(expected)
})
