import { FIELD_NAMES } from '@keys/schema'
import { describe, expect, test } from 'vitest'
import { parseMatcher } from '../src/runbook/matchers.ts'
import { stepOf } from './helpers.ts'

const fieldsOf = (body: string) => stepOf(body).fields.map(({ label, name, text }) => [label, name, text])

describe('fields', () => {
  test.each(Object.entries(FIELD_NAMES))('%s is written %s', (label, name) => {
    expect(fieldsOf(`**${name}**: words`)).toEqual([[label, name, 'words']])
  })

  test.each([
    ['colon outside', '**Expected**: `1`, or so', [['expected', 'Expected', '1, or so']]],
    ['colon inside', '**Expected:** one', [['expected', 'Expected', 'one']]],
    ['a blank before the colon', '**Expected** : one', [['expected', 'Expected', 'one']]],
    ['any case', '**SIDE EFFECTS**: none', [['side-effects', 'SIDE EFFECTS', 'none']]],
    ['plural', '**Preconditions**: none', [['precondition', 'Preconditions', 'none']]],
    [
      'list item',
      '- **When**: now\n- **Warning**: hot',
      [
        ['when', 'When', 'now'],
        ['warning', 'Warning', 'hot']
      ]
    ],
    ['a list below', '**Precondition**:\n\n- a\n- b', [['precondition', 'Precondition', 'a\nb']]],
    ['a label alone', '**DO NOT**\n\n- a', [['do-not', 'DO NOT', 'a']]],
    ['unknown label', '**Owner**: me', [[null, 'Owner', 'me']]],
    ['unknown label without colon', '**Owner** me', []],
    ['bold words', '**Mind** the gap', []],
    ['label not at the beginning', 'The **Expected**: one', []],
    ['over-long label', `**${'a'.repeat(61)}**: b`, []],
    ['up to the next heading', '**When**: a\n\n#### More\n\nb', [['when', 'When', 'a']]],
    ['up to the next branch', '**When**: a\n\n- **If `1`**: b', [['when', 'When', 'a']]]
  ])('%s', (_, body, expected) => {
    expect(fieldsOf(body)).toEqual(expected)
  })

  test.each([
    ['two lines', '**When**: a\n**Warning**: b', [false, true]],
    ['hard break', '**When**: a\\\n**Warning**: b\\\n**Output**: c', [false, true, true]],
    ['paragraphs', '**When**: a\n\n**Warning**: b', [false, false]]
  ])('labels in one paragraph are split: %s', (_, body, shares) => {
    expect(stepOf(body).fields.map(({ sharesParagraph }) => sharesParagraph)).toEqual(shares)
  })

  test.each([
    ['Verification', ['true'], []],
    ['Rollback', ['true'], []],
    ['Manual alternative', ['true'], []],
    ['Expected', [], ['true']],
    ['Action', [], ['true']]
  ])('a fence below %s', (name, owned, loose) => {
    const step = stepOf(`**${name}**: so\n\n\`\`\`bash\ntrue\n\`\`\``)
    expect(step.fields[0]!.commands.map(({ code }) => code)).toEqual(owned)
    expect(step.commands.map(({ code }) => code)).toEqual(loose)
  })

  test.each([
    ['**Expected**: `0` or `empty`. Nothing.', ['0', 'empty']],
    ['**Expected**: `1`, `2`, or `3`', ['1', '2', '3']],
    ['**Verification**: `> 0`', ['> 0']],
    ['**Expected**: about `5`', []],
    ['**When**: `5`', []]
  ])('matchers of %s', (body, matchers) => {
    expect(stepOf(body).fields[0]!.matchers.map(({ raw }) => raw)).toEqual(matchers)
  })
})

describe('branches', () => {
  const branchesOf = (body: string) =>
    stepOf(body).branches.map(({ condition, isDefault, form }) => [condition, isDefault, form])

  test.each([
    ['bold paragraph', '**If `1` or `2`**: go', [['`1` or `2`', false, 'paragraph']]],
    ['bold list item', '- **If `1`**: go', [['`1`', false, 'list-item']]],
    ['plain list item', '- If it is red: go', [['it is red', false, 'list-item']]],
    ['arrow', '- If red -> go', [['red', false, 'list-item']]],
    ['then', '- If red, then go', [['red', false, 'list-item']]],
    ['comma', '- When red, go', [['red', false, 'list-item']]],
    ['no end', '- In case of fire', [['of fire', false, 'list-item']]],
    ['only If is bold', '- **If** red: go', [['red', false, 'list-item']]],
    ['H4', '#### If it is red\n\ngo', [['it is red', false, 'heading']]],
    ['default', '- **Otherwise**: stop', [['', true, 'list-item']]],
    ['Else', '- Else: stop', [['', true, 'list-item']]],
    ['colon inside bold', '**If `1`:** go', [['`1`', false, 'paragraph']]],
    [
      'two in one paragraph',
      '**If `1`**: a\n**Otherwise**: b',
      [
        ['`1`', false, 'paragraph'],
        ['', true, 'paragraph']
      ]
    ],
    ['a plain paragraph is none', 'If it is red, go', []],
    ['a word that begins with if', '- Iffy: go', []]
  ])('%s', (_, body, expected) => {
    expect(branchesOf(body)).toEqual(expected)
  })

  test.each([
    ['If `401` or `5xx`', ['literal', 'class'], []],
    ['If two people differ', [], []],
    ['If `the log`', [], ['the log']],
    ['If `401` in `a b`', ['literal'], ['a b']],
    ['If `exit 300`', ['invalid'], []]
  ])('**%s** has its matchers apart from other code', (condition, matchers, stray) => {
    const [branch] = stepOf(`- **${condition}**: go`).branches
    expect(branch!.matchers.map(({ type }) => type)).toEqual(matchers)
    expect(branch!.strayCode.map(({ text }) => text)).toEqual(stray)
  })

  test('a branch holds what stands in its list item', () => {
    const [first, second] = stepOf('- **If `1`**: a\n\n  b\n- **If `2`**: c').branches
    expect([first!.text, second!.text]).toEqual(['a\nb', 'c'])
  })
})

describe('matchers', () => {
  const position = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } }

  test.each([
    ['401', { type: 'literal', value: '401' }],
    ['a_b-c.d:e@f%g+h,i=j', { type: 'literal' }],
    ['não', { type: 'literal', value: 'não' }],
    ['完了', { type: 'literal', value: '完了' }],
    ['готово-2', { type: 'literal', value: 'готово-2' }],
    ['हिन्दी', { type: 'literal', value: 'हिन्दी' }],
    ['5xx', { type: 'class', digit: 5 }],
    ['1XX', { type: 'class', digit: 1 }],
    ['6xx', { type: 'literal', value: '6xx' }],
    ['> 0', { type: 'comparison', operator: '>', value: 0 }],
    ['>=-1.5', { type: 'comparison', operator: '>=', value: -1.5 }],
    ['< 3', { type: 'comparison', operator: '<' }],
    ['<= 5', { type: 'comparison', operator: '<=' }],
    ['== 3', { type: 'comparison', operator: '==' }],
    ['!= 0', { type: 'comparison', operator: '!=' }],
    ['/a b/is', { type: 'regexp', pattern: 'a b', flags: 'is' }],
    ['/a/b/', { type: 'regexp', pattern: 'a/b', flags: '' }],
    ['exit 0', { type: 'exit', status: 0 }],
    ['exit 255', { type: 'exit', status: 255 }],
    ['empty', { type: 'empty' }],
    [' empty ', { type: 'empty', raw: ' empty ' }],
    ['> many', { type: 'invalid', reason: expect.stringMatching('number') }],
    ['exit 256', { type: 'invalid', reason: expect.stringMatching('0 to 255') }],
    ['exit one', { type: 'invalid', reason: expect.stringMatching('0 to 255') }],
    ['/(/', { type: 'invalid', reason: expect.stringMatching('cannot be read') }],
    ['/a/g', { type: 'invalid', reason: expect.stringMatching('flags') }],
    ['/a/ii', { type: 'invalid', reason: expect.stringMatching('flags') }]
  ])('%j', (raw, expected) => {
    expect(parseMatcher(raw, position)).toMatchObject(expected)
  })

  test.each([
    'two words',
    '—',
    '…',
    '✅',
    'não há',
    'node-safe-cron',
    'jupyter-a',
    '$HOME',
    '--',
    '',
    'a;b',
    '@keys/runbook-a'
  ])('%j is none', (raw) => {
    expect(parseMatcher(raw, position)).toBeNull()
  })
})
