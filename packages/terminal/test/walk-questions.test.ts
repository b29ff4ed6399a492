import { expect, test } from 'vitest'
import { walkQuestions, type PlacedQuestion } from '../src/index.js'
import { dialogueOn } from './support.js'

const place = { file: 'disk.md', line: 7 }
const QUESTIONS: readonly PlacedQuestion[] = [
  { id: 'alert', text: 'Which alert leads here?', proposal: 'DiskFull', place },
  { id: 'secret', text: 'Is it a secret?', options: ['yes', 'no'], proposal: 'no', place },
  { id: 'owner', text: 'Who answers for it?', proposal: null, place }
]

/** Answers each question when it stands there. */
async function walked(lines: readonly string[], given = {}): Promise<{ answers: unknown; shown: string }> {
  const { dialogue, type, shown } = await dialogueOn({ plain: true })
  const answers = walkQuestions(dialogue)(QUESTIONS, given)
  for (const line of lines) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    type(line)
  }
  return { answers: await answers, shown: shown() }
}

test.each([
  ['all', ['DiskFull\n', '1\n', 'Storage\n'], { alert: 'DiskFull', secret: 'yes', owner: 'Storage' }],
  ['some: nothing typed and "Not now" leave a question open', ['\n', '3\n', 'Storage\n'], { owner: 'Storage' }],
  ['none after Ctrl-C, and what was answered is kept', ['DiskFull\n', '\u0003'], { alert: 'DiskFull' }]
])('answers: %s', async (_, lines: readonly string[], answers) => {
  expect((await walked(lines)).answers).toEqual(answers)
})

test('what was answered before is kept', async () => {
  expect((await walked(['\u0003'], { owner: 'Storage' })).answers).toEqual({ owner: 'Storage' })
})

test('each question says its place, and what seems likely is shown and not taken', async () => {
  const { answers, shown } = await walked(['\n', '3\n', '\n'])
  expect(answers).toEqual({})
  expect(shown).toContain('1 of 3 · disk.md line 7')
  expect(shown).toContain('Answer (such as DiskFull)')
})

test('a likely answer that is not an option is not marked', async () => {
  const { dialogue, type } = await dialogueOn({ plain: false })
  const question = { id: 'secret', text: 'Is it a secret?', options: ['yes', 'no'], proposal: 'perhaps', place }
  const answers = walkQuestions(dialogue)([question], {})
  setTimeout(() => type('\r'), 20)
  setTimeout(() => type('1\r'), 40)
  expect(await answers).toEqual({ secret: 'yes' })
})
