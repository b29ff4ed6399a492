import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseOverlay, type OverlayFault } from '../src/index.js'
import { smallPack } from './evidence-run.js'

const PACK = smallPack()
const OVERLAY = `# Ours

For readers of this file.

## Inputs

- \`SERVICE_URL\`: \`https://ours.internal/health?a=b:c\`
- \`ANSWER\`: up

## the-service-answers

Ask Mara, +44 20 7946 0000.

- [The dashboard](https://graphs.internal)
- our platform:

  \`\`\`bash
  kubectl get pods
  \`\`\`

### A heading of the note

<!-- not shown -->

## \`restart-it\`

Two people do this.
`

test('notes come by the id of their step, as they are written', () => {
  const { notes, faults } = parseOverlay(OVERLAY, PACK)
  expect(faults).toEqual([])
  expect(notes).toEqual({
    'the-service-answers': [
      'Ask Mara, +44 20 7946 0000.',
      '- [The dashboard](https://graphs.internal)\n- our platform:\n\n  ```bash\n  kubectl get pods\n  ```',
      '### A heading of the note'
    ],
    'restart-it': ['Two people do this.']
  })
})

test('contacts are people by role; what is no role and person is said', () => {
  const { contacts, faults, notes } = parseOverlay(
    '## Contacts\n\n- Incident lead: Mara, +44 20 7946 0000\n- `Owner`: [Ivo](https://chat.internal/ivo)\n- nobody\n- Security: `______`\n',
    PACK
  )
  expect(contacts).toEqual({ 'Incident lead': 'Mara, +44 20 7946 0000', Owner: 'Ivo' })
  expect(faults.map(({ code, position: { start } }) => [code, start.line])).toEqual([
    ['not-a-contact', 5],
    ['not-a-contact', 6]
  ])
  expect(notes).toEqual({})
})

test('presets come by the name of their input', () => {
  expect(parseOverlay(OVERLAY, PACK).presets).toEqual({
    SERVICE_URL: 'https://ours.internal/health?a=b:c',
    ANSWER: 'up'
  })
})

test('two headings of one step belong together', () => {
  const { notes } = parseOverlay('## restart-it\n\none\n\n## restart-it\n\ntwo\n', PACK)
  expect(notes).toEqual({ 'restart-it': ['one', 'two'] })
})

describe('what is wrong is said with its place', () => {
  const cases: [string, string, Partial<OverlayFault>, [line: number, column: number, end: number], object][] = [
    ['a step that is gone', '\n## ask-twice\n\nx', { code: 'lost-step', severity: 'error' }, [2, 1, 13], {}],
    [
      'a label',
      '## Check 2\n\nx',
      { code: 'not-an-id', severity: 'warning' },
      [1, 1, 11],
      { 'the-service-answers': ['x'] }
    ],
    ['a title', '## Restart it\n\nx', { code: 'not-an-id', severity: 'warning' }, [1, 1, 14], { 'restart-it': ['x'] }],
    ['a secret', '## Inputs\n\n- `TOKEN`: `tok_fake`', { code: 'secret-input', severity: 'error' }, [3, 1, 22], {}],
    ['no such input', '## inputs\n\n- A: b', { code: 'unknown-input', severity: 'error' }, [3, 1, 7], {}],
    ['no preset', '## Inputs\n\n* SERVICE_URL', { code: 'not-a-preset', severity: 'error' }, [3, 1, 14], {}],
    [
      'a preset twice',
      '## Inputs\n- ANSWER: a\n- ANSWER: b',
      { code: 'preset-twice', severity: 'error' },
      [3, 1, 12],
      {}
    ],
    ['too deep nesting', `${'>'.repeat(60)} x`, { code: 'unreadable', severity: 'error' }, [1, 1, 63], {}]
  ]

  test.each(cases)('%s', (_, markdown, expected, [line, column, end], notes) => {
    const overlay = parseOverlay(markdown, PACK)
    expect(overlay.faults).toMatchObject([
      { ...expected, position: { start: { line, column }, end: { line, column: end } } }
    ])
    expect(overlay.notes).toEqual(notes)
  })

  test('a value of a secret is in no message and no preset', () => {
    const overlay = parseOverlay('## Inputs\n\n- `TOKEN`: `tok_fake_value`', PACK)
    expect(JSON.stringify(overlay)).not.toContain('tok_fake_value')
  })

  test('the id that was most likely meant is offered', () => {
    const [fault] = parseOverlay('## the-service-replies\n\nx', PACK).faults
    expect(fault?.message).toContain('Did you mean the-service-answers?')
  })

  test('a former id is followed, and the new one is named', () => {
    const { notes, faults } = parseOverlay('## is-it-late\n\nx', PACK)
    expect(notes).toEqual({ 'is-it-slow': ['x'] })
    const message: unknown = expect.stringContaining('## is-it-slow')
    expect(faults).toMatchObject([{ code: 'former-id', severity: 'warning', message }])
  })
})

test('any text is read without an exception, and no note is for a step that is not there', () => {
  const ids = new Set(PACK.runbook.steps.map(({ id }) => id))
  const piece = fc.constantFrom(
    '## ',
    'restart-it',
    'Inputs',
    '\n',
    '- ',
    '`TOKEN`',
    ': ',
    '`',
    '> ',
    '<!--',
    '```',
    'x'
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const { notes, presets } = parseOverlay(pieces.join(''), PACK)
      expect(Object.keys(notes).filter((id) => !ids.has(id))).toEqual([])
      expect(presets).not.toHaveProperty('TOKEN')
    })
  )
})
