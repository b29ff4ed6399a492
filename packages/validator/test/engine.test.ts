import { diagnosticSchema } from '@keys/schema'
import { expect, it } from 'vitest'
import { defineRule, register, RuleFailure, validatePack, type RegisteredRule, type Rule } from '../src/core.js'
import { patchedFiles, validateFiles, validatePatched } from './support/patch.js'
import { analyzer } from './support/analyzer.js'

const texts = { severity: 'warning', description: 'A rule.', rationale: 'Harm.' } as const
const message = { message: '`{name}` is wrong.', expected: 'another {name}', help: 'Fix `{name}`.' } as const

function registered(rules: Record<string, Rule>): readonly RegisteredRule[] {
  return register(rules)
}

it('finds nothing in the valid pack', () => {
  expect(validatePatched({}).diagnostics).toEqual([])
})

it('stamps a finding with code, severity, file, page, texts and data', () => {
  const rules = registered({
    'area/one': defineRule({
      ...texts,
      subject: 'checklist',
      messages: { found: message },
      check: (checklist, { report }) => report('found', checklist.title?.position ?? null, { name: 'x'.repeat(300) })
    })
  })
  const [diagnostic] = validatePatched({}, rules).diagnostics
  const name = `${'x'.repeat(200)}…`
  expect(diagnosticSchema.parse(diagnostic)).toEqual({
    code: 'area/one',
    messageId: 'found',
    severity: 'warning',
    file: 'checklist.md',
    range: { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 36, offset: 35 } },
    message: `\`${name}\` is wrong.`,
    expected: `another ${name}`,
    help: `Fix \`${name}\`.`,
    data: { name },
    url: 'https://github.com/keys-assets/runbook-keys/blob/main/packages/validator/docs/rules/area/one.md'
  })
})

it('puts no placeholder of a value in the place of another', () => {
  const rules = registered({
    'area/one': defineRule({
      ...texts,
      subject: 'pack',
      messages: { found: message },
      check: (_, { report }) => report('found', null, { name: '{name} $& __proto__' })
    })
  })
  expect(validatePatched({}, rules).diagnostics[0]?.message).toBe('`{name} $& __proto__` is wrong.')
})

it('sorts by file, place and code', () => {
  const at = (line: number) => ({
    start: { line, column: 1, offset: line },
    end: { line, column: 2, offset: line + 1 }
  })
  const rule = defineRule({
    ...texts,
    subject: 'pack',
    messages: { found: message },
    check(_, { report }) {
      report('found', at(10), { name: 'c' })
      report('found', at(9), { name: 'b' })
      report('found', at(9), { name: 'a' }, 'README.md')
    }
  })
  const { diagnostics } = validatePatched({}, registered({ 'area/two': rule, 'area/one': rule }))
  expect(
    diagnostics.map(({ file, range, code, data }) => `${file}:${range.start.line} ${code} ${data['name']}`)
  ).toEqual([
    'README.md:9 area/one a',
    'README.md:9 area/two a',
    'pack.json:9 area/one b',
    'pack.json:9 area/two b',
    'pack.json:10 area/one c',
    'pack.json:10 area/two c'
  ])
})

it('names the rules that break down, after all others have run', () => {
  const broken = defineRule({
    ...texts,
    subject: 'pack',
    messages: {},
    check() {
      throw new TypeError('no such thing')
    }
  })
  const sound = defineRule({
    ...texts,
    subject: 'pack',
    messages: { found: message },
    check: (_, { report }) => report('found', null, { name: 'a' })
  })
  const { source } = validatePatched({})
  const rules = registered({ 'area/broken': broken, 'area/sound': sound })
  let failure: unknown
  try {
    validatePack(source, { analyzer, rules })
  } catch (error) {
    failure = error
  }
  expect(failure).toBeInstanceOf(RuleFailure)
  expect(failure).toMatchObject({
    message: 'Rules failed on the pack work-queue-stopped: area/broken (no such thing)',
    failures: [{ code: 'area/broken' }],
    diagnostics: [{ code: 'area/sound' }]
  })
})

it('lets a rule rest while a field that it reads is wrong, and only then', () => {
  const rule = defineRule({
    ...texts,
    subject: 'runbook',
    reads: ['tags'],
    messages: { found: message },
    check: (_, { pack, report }) => report('found', null, { name: pack.tags?.join(' ') ?? 'none' })
  })
  const names = (content: string) =>
    validateFiles({ ...patchedFiles(), 'pack.json': content }, {}, registered({ 'area/one': rule })).diagnostics.map(
      ({ data }) => data['name']
    )
  expect(names('{ "tags": ["a", "b"], "slug": 1, "weather": 2 }')).toEqual(['a b'])
  expect(names('{}')).toEqual(['none'])
  expect(names('{ "tags": 1 }')).toEqual([])
  expect(names('null')).toEqual([])
  expect(names('{')).toEqual([])
})

it.each(['runbook', 'checklist', 'changelog', 'pack.json', 'workspace'] as const)(
  'runs no rule on a %s that is not there',
  (subject) => {
    const rule = defineRule({
      ...texts,
      subject,
      messages: { found: message },
      check: (_, { report }) => report('found', null, { name: 'a' })
    })
    const rules = registered({ 'area/one': rule })
    expect(validateFiles({}, {}, rules).diagnostics).toEqual([])
    expect(validatePatched({ workspace: { packs: new Map() } }, rules).diagnostics).toHaveLength(1)
  }
)

it('gives a rule another severity, and does not run one that is off', () => {
  let runs = 0
  const rule = defineRule({
    ...texts,
    subject: 'pack',
    messages: { found: message },
    check(_, { report }) {
      runs++
      report('found', null, { name: 'a' })
    }
  })
  const { source } = validatePatched({})
  const rules = registered({ 'area/one': rule, 'area/two': rule })
  const found = validatePack(source, { analyzer, rules, severities: { 'area/one': 'error', 'area/two': 'off' } })
  expect(found.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['area/one error'])
  expect(runs).toBe(1)
})
