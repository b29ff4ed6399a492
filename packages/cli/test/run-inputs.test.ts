import { inputsInUse, readAssignments } from '@keys/runner'
import { describe, expect, test } from 'vitest'
import { offerInputs } from '../src/operate/inputs.js'
import { operate } from '../src/operate/flow.js'
import { interactiveRun, printing, queuePack, type Said } from './terminal/scripted.js'

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

describe('a check of all inputs', () => {
  /** A pack whose first step looks at names that it has in a variable. */
  const checked = (code: string) => {
    const json = JSON.parse(queuePack().files['pack.json'] ?? '{}') as Record<string, unknown>
    const input = (name: string, required = true) => ({ name, description: `What ${name} is.`, required })
    const inputs = ['HOST', 'PORT', 'OWNER', 'STAGE'].map((name) => input(name))
    const spare = ['SPARE_A', 'SPARE_B'].map((name) => input(name, false))
    const README = [
      '# Check',
      '## Immediate safety checks',
      '### Check 1: Inputs',
      '```bash',
      code,
      '```',
      '- **If `ready`**: go to [Step 1](#step-1-look).',
      '- **If `missing`**: set what the line above names, then run [Check 1](#check-1-inputs) again.',
      '## Diagnosis flow',
      '### Step 1: Look',
      '```bash',
      'echo "$HOST $PORT $OWNER $STAGE"',
      '```'
    ].join('\n\n')
    const file = README.replaceAll(/```bash\n\n([^`]*)\n\n```/g, '```bash\n$1\n```')
    return queuePack({ 'README.md': file, 'pack.json': JSON.stringify({ ...json, inputs: [...inputs, ...spare] }) })
  }
  const walk = async (code: string, script: readonly Said[], outputs: readonly string[]) => {
    const port = printing(...outputs)
    const { controller, dialogue, session } = await interactiveRun(script, port, checked(code), undefined, {})
    await offerInputs(controller)
    await operate(controller, { isYes: false, isAttended: true })
    return { port, dialogue, session, shown: dialogue.shown.join('\n') }
  }
  const given = ['h', '1', 'o', 's'].map(words)

  test.each([
    ['by indirection', 'for name in HOST PORT OWNER STAGE; do [ -n "${!name}" ] || echo "$name"; done; echo ready'],
    ['in the whole environment', 'there=$(env); for name in HOST PORT OWNER STAGE; do echo "$name"; done; echo ready'],
    ['with a program', 'for name in HOST PORT OWNER STAGE; do printenv "$name"; done; echo ready']
  ])('asks for the values that it looks up %s before it runs', async (_, code) => {
    const { dialogue, session, port, shown } = await walk(code, ['1', '', ...given, 'q'], ['ready'])
    // What is said before is what is asked.
    expect(shown).toContain('It reads, and asks for: HOST, PORT, OWNER, STAGE')
    expect(dialogue.asked.slice(2, 6)).toEqual(['HOST', 'PORT', 'OWNER', 'STAGE'])
    expect(session.state.inputs['OWNER']?.value).toBe('o')
    expect([port.ran.length, dialogue.left]).toEqual([1, 0])
  })

  test('names the values in the order in which it asks for them', async () => {
    const { dialogue, shown } = await walk(
      'echo "$STAGE $HOST"; echo ready',
      ['1', '', ...given.slice(2), 'q'],
      ['ready']
    )
    expect(shown).toContain('It reads, and asks for: STAGE, HOST\n')
    expect(dialogue.asked.slice(2, 4)).toEqual(['STAGE', 'HOST'])
  })

  test('that names its inputs for words alone asks for nothing', async () => {
    const { dialogue, port } = await walk('echo HOST PORT OWNER STAGE; echo ready', ['1', '', 'q'], ['ready'])
    expect([port.ran.length, dialogue.asked.includes('HOST')]).toEqual([1, false])
  })

  test('runs without one that was left out, and when it is taken again, what it named is asked for', async () => {
    const code = 'for name in HOST PORT OWNER STAGE; do [ -n "${!name}" ] || echo "$name"; done'
    const script: Said[] = ['1', '', words('h'), words('1'), words('o'), words(''), '', words('2'), words('s'), '', 'q']
    const { dialogue, session, shown, port } = await walk(code, script, [
      'exported-STAGE PORT-is-odd\nmissing',
      'ready'
    ])
    expect(shown).toContain('It is now: 1')
    expect([session.state.inputs['STAGE']?.value, session.state.inputs['PORT']?.value]).toEqual(['s', '2'])
    expect([port.ran.length, dialogue.left, session.state.visits.length]).toEqual([2, 0, 2])
  })

  test('what an empty answer keeps, when a step is taken again, stays as it is', async () => {
    const code = 'for name in HOST PORT; do [ -n "${!name}" ] || echo "$name"; done'
    const script: Said[] = ['1', '', words('h'), words('1'), '', words(''), 'q']
    const { session, dialogue } = await walk(code, script, ['HOST\nmissing'])
    expect([session.state.inputs['HOST']?.value, dialogue.left]).toEqual(['h', 0])
  })

  test('values that may be left out are one question', async () => {
    const code = 'echo "${SPARE_A:-none} ${SPARE_B:-none}"; echo ready'
    const { dialogue, port } = await walk(code, ['1', '', '', 'q'], ['ready'])
    expect(dialogue.asked[2]).toBe('It also reads 2 values that may be left out: SPARE_A, SPARE_B.')
    expect([port.ran.length, dialogue.left]).toEqual([1, 0])
    const each = await walk(code, ['1', '', '2', words('a'), words('b'), 'q'], ['ready'])
    expect(each.session.state.inputs['SPARE_B']?.value).toBe('b')
  })

  test('many missing values are names only: the warnings above them stay on the screen', async () => {
    const { shown } = await walk('echo "$HOST"', ['1', 'q'], [])
    expect(shown).toContain('HOST, PORT, OWNER, STAGE')
    expect(shown).not.toContain('What OWNER is.')
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
