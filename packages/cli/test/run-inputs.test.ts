import { inputsInUse, readAssignments } from '@keys/runner'
import { describe, expect, test } from 'vitest'
import { offerInputs } from '../src/operate/inputs.js'
import { interactiveRun, queuePack, type Said } from './terminal/scripted.js'

const TOKEN = 'tok-not-a-real-one-2'
const words = (text: string | null): Said => ({ words: text })

async function offered(script: readonly Said[], environment: Readonly<Record<string, string>> = {}) {
  const { controller, dialogue, session } = await interactiveRun(script, undefined, undefined, undefined, environment)
  await offerInputs(controller)
  return { shown: dialogue.shown.join('\n'), left: dialogue.left, inputs: session.state.inputs }
}

describe('what is missing before a run', () => {
  test('is shown with what it is, and all of it can be pasted at once', async () => {
    const { shown, left, inputs } = await offered([
      '3',
      words(`export QUEUE_FILE='/my queue' QUEUE_TOKEN=${TOKEN} A=1`)
    ])
    expect(shown).toContain('QUEUE_FILE   The file that holds the queue.')
    expect(shown).toContain('QUEUE_TOKEN  (secret) Lets workers in.')
    expect(shown).toContain('Set: QUEUE_FILE, QUEUE_TOKEN.')
    expect(shown).toContain('left out: A.')
    expect(inputs).toEqual({
      QUEUE_FILE: { secret: false, value: '/my queue', origin: 'person' },
      QUEUE_TOKEN: { secret: true, value: null, origin: 'person' }
    })
    expect([left, shown.includes(TOKEN)]).toEqual([0, false])
  })

  test('can be pasted line by line; what cannot be read sets nothing', async () => {
    const { left, inputs } = await offered([
      '3',
      words('nonsense'),
      words('B=1'),
      words('QUEUE_FILE=/q'),
      words(''),
      '2'
    ])
    expect([left, Object.keys(inputs)]).toEqual([0, ['QUEUE_FILE']])
  })

  test('is asked for one by one, or later', async () => {
    expect((await offered(['2', words('/q'), words(TOKEN)])).inputs).toHaveProperty('QUEUE_TOKEN')
    expect((await offered(['1'])).inputs).toEqual({})
  })

  test('is nothing when the environment has it all: then values are shown and secrets are not', async () => {
    const { shown } = await offered([], { QUEUE_FILE: '/q', QUEUE_TOKEN: TOKEN })
    expect(shown).toContain('QUEUE_FILE   /q')
    expect(shown).toContain('QUEUE_TOKEN  [hidden]')
  })
})

describe('the order of values', () => {
  const pack = queuePack()
  const json = JSON.parse(pack.files['pack.json'] ?? '{}') as { inputs: { name: string; description: string }[] }
  const withInputs = (...inputs: { name: string; description: string; example?: string }[]) =>
    queuePack({ 'pack.json': JSON.stringify({ ...json, inputs: [...inputs, ...json.inputs] }) })

  test('is that in which commands read them; what no command reads is not asked for', () => {
    const used = inputsInUse(withInputs({ name: 'AAA_UNREAD', description: 'Nobody reads it.' }))
    const text = pack.files['README.md'] ?? ''
    const places = used.map(({ name }) => text.indexOf(`$${name}`))
    expect(used.map(({ name }) => name)).not.toContain('AAA_UNREAD')
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  test('a value that does not look like its example is refused once', async () => {
    const [first] = json.inputs
    const like = queuePack({ 'pack.json': JSON.stringify({ ...json, inputs: [{ ...first, example: '41' }] }) })
    const script: Said[] = ['1', words('seven'), words('seven')]
    const { controller, session, dialogue } = await interactiveRun(script, undefined, like, undefined, {})
    await offerInputs(controller)
    expect(session.state.inputs[first!.name]?.value).toBe('seven')
    expect(dialogue.left).toBe(0)
  })

  test('Esc goes back to the value before', async () => {
    const { inputs, left } = await offered(['2', words('/q'), words(null), words('/other'), words(TOKEN)])
    expect([inputs['QUEUE_FILE']?.value, left]).toEqual(['/other', 0])
  })
})

describe('assignments', () => {
  const valuesOf = (text: string) => {
    const read = readAssignments(text)
    return 'values' in read ? Object.fromEntries(read.values) : read.fault
  }

  test.each([
    ['A=1', { A: '1' }],
    ['export A=1\nexport B=x=y', { A: '1', B: 'x=y' }],
    ['A={"role":"reader"}', { A: '{"role":"reader"}' }],
    [`A='it'\\''s' B="a \\"b\\""`, { A: "it's", B: 'a "b"' }],
    ['A= B=2', { A: '', B: '2' }],
    ['', {}],
    ['hello', 'That does not begin with NAME=value.'],
    ['A=two words', 'It cannot be read after A. Put a value with spaces or quotes in single quotes.'],
    ["A='open", 'It cannot be read after A. Put a value with spaces or quotes in single quotes.']
  ])('%j', (text, values) => {
    expect(valuesOf(text)).toEqual(values)
  })

  test('what is quoted as for a shell comes back as it was', () => {
    const values = ["it's", "''", '\\', '"', 'a b', '$HOME `x`', 'B=2', 'ä\u{1F600}', ' ', '']
    const lines = values.map((value, index) => `export V${index}='${value.replaceAll("'", `'\\''`)}'`)
    expect(valuesOf(lines.join('\n'))).toEqual(Object.fromEntries(values.map((value, index) => [`V${index}`, value])))
  })
})
