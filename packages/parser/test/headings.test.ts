import { SECTION_KINDS, SECTION_TITLES } from '@keys/schema'
import { describe, expect, test } from 'vitest'
import { parseHeadingName, parseStepLabel, parseStepName } from '../src/headings/heading.ts'
import { sectionKindOf } from '../src/headings/section-names.ts'
import { parseRunbook } from '../src/index.ts'
import { parseTimeBox } from '../src/headings/time-box.ts'

describe('sections', () => {
  test.each(SECTION_KINDS)('%s is known by its own title', (kind) => {
    expect(sectionKindOf(SECTION_TITLES[kind])).toBe(kind)
  })

  test.each([
    ['Meaning', 'scope'],
    ['SYMPTOMS', 'when-to-use'],
    ['Out of scope', 'when-not-to-use'],
    ['Before you begin', 'safety-checks'],
    ['3. Troubleshooting', 'diagnosis'],
    ['3.1 Troubleshooting', 'diagnosis'],
    ['Troubleshooting steps', 'diagnosis'],
    ['Mitigation', 'actions'],
    ['Validate', 'verification'],
    ['Rollback', 'escalation'],
    ['🔥 Escalation', 'escalation'],
    ['Rollback/Escalation', 'escalation'],
    ['Evidence and audit notes', 'evidence'],
    ['Lessons learned', 'follow-ups'],
    ['Architecture', null],
    ['My diagnosis', null],
    ['', null]
  ])('%j is %s', (name, kind) => {
    expect(sectionKindOf(name)).toBe(kind)
  })

  test.each([
    ['Verification (within 5 minutes)', { name: 'Verification', timeBox: { relation: 'within', duration: 'PT5M' } }],
    ['A (REVERSIBLE)', { name: 'A', effect: 'reversible' }],
    [
      'A (read-only, first 2 minutes)',
      { name: 'A', effect: 'read-only', timeBox: { relation: 'first', duration: 'PT2M' } }
    ],
    ['A (IRREVERSIBLE) (within 1 hour)', { name: 'A', effect: 'irreversible' }],
    ['A (do-confirm, within 1 hour)', { name: 'A', other: ['do-confirm'] }],
    ['A (the old one)', { name: 'A (the old one)', effect: null, timeBox: null }],
    ['A (b) (REVERSIBLE)', { name: 'A (b)', effect: 'reversible' }],
    ['(REVERSIBLE)', { name: '', effect: 'reversible' }],
    ['A (', { name: 'A (' }]
  ])('%j has its qualifiers taken off', (heading, expected) => {
    expect(parseHeadingName(heading)).toMatchObject(expected)
  })
})

test.each([
  ['first 2 minutes', 'first', 'PT2M'],
  ['first minute', 'first', 'PT1M'],
  ['within 5 min', 'within', 'PT5M'],
  ['Within the next 24 hours', 'within', 'PT24H'],
  ['0-5 minutes', 'within', 'PT5M'],
  ['after an hour', 'after', 'PT1H'],
  ['+1 h', 'after', 'PT1H'],
  ['for 30s', 'at', 'PT30S'],
  ['3 days', 'at', 'P3D'],
  ['within 1 week', 'within', 'P1W']
])('time box %j', (words, relation, duration) => {
  expect(parseTimeBox(words)).toEqual({ relation, duration })
})

test.each(['minutes', 'soon', '5', 'within', 'first five minutes', '5 minutes ago', ''])(
  '%j is no time box',
  (words) => {
    expect(parseTimeBox(words)).toBeNull()
  }
)

test.each([
  ['Step 2: Find it', { word: 'Step', ordinal: 2, title: 'Find it' }],
  ['step 2 - Find it', { word: 'Step', ordinal: 2, title: 'Find it' }],
  ['Verification 1. Works', { word: 'Verify', ordinal: 1, title: 'Works' }],
  ['Action 10', { word: 'Action', ordinal: 10, title: 'Action 10' }],
  ['3. Restart', { word: null, ordinal: 3, title: 'Restart' }],
  ['3) Restart', { word: null, ordinal: 3, title: 'Restart' }],
  ['Step by step', { word: null, ordinal: null, title: 'Step by step' }],
  ['5xx rises', { word: null, ordinal: null, title: '5xx rises' }]
])('name of a step %j', (name, expected) => {
  expect(parseStepName(name)).toEqual(expected)
})

test.each([
  ['step 2', 'Step 2'],
  ['VERIFY 03', 'Verify 3'],
  ['Verification 1', 'Verify 1'],
  ['Check 12345', null],
  ['Stage 1', null]
])('label %j', (words, label) => {
  expect(parseStepLabel(words)).toBe(label)
})

test.each([
  ['10.0.0.5 is down', null, null, '10.0.0.5 is down'],
  ['4.1 Restart', null, null, '4.1 Restart'],
  ['4.1. Restart', null, null, '4.1. Restart'],
  ['3.x cannot start', null, null, '3.x cannot start'],
  ['10:30 job hangs', null, null, '10:30 job hangs'],
  ['Step 6.1: sub', null, null, 'Step 6.1: sub'],
  ['Step 2-3: both', null, null, 'Step 2-3: both'],
  ['4. Restart', null, 4, 'Restart'],
  ['4.Restart', null, 4, 'Restart'],
  ['4) Restart', null, 4, 'Restart'],
  ['4: 10.0.0.5 is down', null, 4, '10.0.0.5 is down'],
  ['Step 6: 1.2 is old', 'Step', 6, '1.2 is old'],
  ['Step 6 - 1.2 is old', 'Step', 6, '1.2 is old'],
  ['🔍 Step 1: Look', 'Step', 1, 'Look'],
  ['⚠️ Action 2: Restart', 'Action', 2, 'Restart'],
  [':mag: Check 3: Look', 'Check', 3, 'Look'],
  ['👩🏽‍💻 🇩🇪 4. Look', null, 4, 'Look'],
  ['🔍 Look', null, null, '🔍 Look']
])('the label of %j ends where its number ends', (name, word, ordinal, title) => {
  expect(parseStepName(name)).toEqual({ word, ordinal, title })
})

test('a step behind an emoji is the target of its label', () => {
  const branch = '- **If `y`**: to [Step 2].'
  const text = `# T\n\n## Diagnosis flow\n\n### 🔍 Step 1: A\n\n${branch}\n\n### ⚠️ Step 2: B\n\nb\n\n[Step 2]: #️-step-2-b\n`
  const [first, second] = parseRunbook(text).steps
  expect([first!.label, second!.label]).toEqual(['Step 1', 'Step 2'])
  expect(first!.branches[0]!.targets).toMatchObject([{ label: 'Step 2', step: second!.id }])
})

describe('the outline', () => {
  const sectionsOf = (text: string) => parseRunbook(text).sections.map(({ title, kind }) => [title, kind])

  test.each([
    ['no H1', '## Diagnosis\n', null, [['Diagnosis', 'diagnosis']]],
    [
      'two H1',
      '# T\n\n# Diagnosis\n\n## Fix\n',
      'T',
      [
        ['Diagnosis', 'diagnosis'],
        ['Fix', 'actions']
      ]
    ],
    ['skipped levels', '# T\n\n### Diagnosis\n\n#### a\n', 'T', [['Diagnosis', 'diagnosis']]],
    ['underlined headings', 'T\n=\n\nFix\n---\n', 'T', [['Fix', 'actions']]],
    ['front matter', '---\ntitle: A\n---\n\n# T\n\n## Fix\n', 'T', [['Fix', 'actions']]],
    ['markup in headings', '# *T* `x`\n\n## **Fix** it\n', 'T x', [['Fix it', 'actions']]],
    ['only words', 'words\n', null, []],
    ['nothing', '', null, []]
  ])('%s', (_, text, title, sections) => {
    expect(parseRunbook(text).title?.text ?? null).toBe(title)
    expect(sectionsOf(text)).toEqual(sections)
  })

  test('anchors are those of GitHub, equal ones numbered', () => {
    const text = '# T\n\n## Fix & go!\n\n## Fix & go!\n\n## Größe (first minute)\n'
    expect(parseRunbook(text).sections.map(({ anchor }) => anchor)).toEqual([
      'fix--go',
      'fix--go-1',
      'größe-first-minute'
    ])
  })
})

describe('steps', () => {
  test.each([
    ['Immediate safety checks', 'Check 1: Inputs are there (first minute)', 'check', 'Check 1', 'inputs-are-there'],
    ['Diagnosis flow', 'Step 2: Find who refuses', 'diagnosis', 'Step 2', 'find-who-refuses'],
    ['Action steps', 'Action 3: Restart it (REVERSIBLE)', 'action', 'Action 3', 'restart-it'],
    ['Verification', 'Verify 1: It holds (within 5 minutes)', 'verification', 'Verify 1', 'it-holds'],
    ['Mitigation', '2. Restart it', 'action', 'Action 2', 'restart-it'],
    ['Diagnosis', 'Look', 'diagnosis', null, 'look'],
    ['Diagnosis', '漢字', 'diagnosis', null, '漢字'],
    ['Diagnosis', '!!!', 'diagnosis', null, 'step']
  ])('below %s: %s', (section, heading, kind, label, id) => {
    // A text with a branch of ours: labels alone are the numbers of somebody else.
    const [step] = parseRunbook(`## ${section}\n\n### ${heading}\n\n- **Otherwise**: STOP: escalate.\n`).steps
    expect(step).toMatchObject({ kind, label, id, slug: id, form: 'heading' })
  })

  test('equal titles get numbers, and none that a title already has', () => {
    const text = '## Diagnosis\n\n### A\n\n### A 2\n\n### A\n\n### A\n'
    expect(parseRunbook(text).steps.map(({ id }) => id)).toEqual(['a', 'a-2', 'a-3', 'a-4'])
  })

  test.each([
    ['<!-- formerly: old-one -->', ['old-one']],
    ['<!-- formerly: old-one, older -->', ['old-one', 'older']],
    ['<!--formerly:a-->', ['a']],
    ['<!-- formerly: Bad Name! -->', []],
    ['<!-- anything -->', []]
  ])('%s', (comment, formerIds) => {
    expect(parseRunbook(`## Diagnosis\n\n### A\n\n${comment}\n`).steps[0]!.formerIds).toEqual(formerIds)
  })

  test('numbered items with a bold lead are steps where a section has no headings', () => {
    const { steps } = parseRunbook(
      '## Fix\n\n3. **Stop it**: now.\n\n   ```sh\n   kill 1\n   ```\n4. **Start it (REVERSIBLE)**\n'
    )
    expect(steps.map(({ label, title, effect, form }) => [label, title, effect, form])).toEqual([
      ['Action 3', 'Stop it', null, 'list-item'],
      ['Action 4', 'Start it', 'reversible', 'list-item']
    ])
    expect(steps[0]!.commands.map(({ code }) => code)).toEqual(['kill 1'])
  })

  test.each(['Within 5 minutes', 'Soon (within 5 minutes)'])(
    'numbered checks below "%s" are verifications',
    (heading) => {
      const { steps } = parseRunbook(`## Verification\n\n### ${heading}\n\n1. No errors\n2. Queue is empty\n`)
      expect(steps.map(({ label, title, timeBox }) => [label, title, timeBox?.duration])).toEqual([
        ['Verify 1', 'No errors', 'PT5M'],
        ['Verify 2', 'Queue is empty', 'PT5M']
      ])
    }
  )
})
