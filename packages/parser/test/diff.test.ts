import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  ADDITIONS,
  ALTERATIONS,
  BUMPS,
  changeSchema,
  REMOVALS,
  type Bump,
  type ChangeType,
  type Pack
} from '@keys/schema'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diffGraphs, leastBump, parseRunbook, toMermaidDiff, type RunbookVersion } from '../src/index.ts'
import { DIFF_MESSAGES } from '../src/diff/messages.ts'
import { shownBeside } from '../src/diff/truncate.ts'

const KEYS = join(import.meta.dirname, '../../../runbook-keys')
const SHIPPED = readdirSync(KEYS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'catalogs')
  .map(({ name }) => readFileSync(join(KEYS, name, 'README.md'), 'utf8'))

interface Branch {
  matcher: string
  target: string
}
interface Step {
  title: string
  branches: Branch[]
}

/** A runbook of steps; targets are titles, so that numbers follow from the order. */
function written(steps: readonly Step[]): string {
  const numbers = new Map(steps.map(({ title }, index) => [title, index + 1]))
  const body = steps.map(({ title, branches }, index) => {
    const lines = branches.map(({ matcher, target }) => `- **If \`${matcher}\`**: ${toward(target, numbers)}`)
    return `### Step ${index + 1}: ${title}\n\n\`\`\`bash\necho ${title}\n\`\`\`\n\n${lines.join('\n')}\n- **Otherwise**: **STOP: escalate**\n`
  })
  return `# T\n\n## Diagnosis flow\n\n${body.join('\n')}`
}

function toward(target: string, numbers: ReadonlyMap<string, number>): string {
  return numbers.has(target) ? `[Step ${numbers.get(target)}]` : '**STOP: escalate**'
}

function version(text: string, pack: Partial<Pack> = {}): RunbookVersion {
  return { runbook: parseRunbook(text), text, pack }
}

function changesOf(before: string, after: string) {
  return diffGraphs(version(before), version(after))
}

const titles = fc.uniqueArray(fc.constantFrom('Ask', 'Look', 'Count', 'Wait', 'Compare', 'Read'), { minLength: 2 })
const runbooks = titles.chain((names) =>
  fc.tuple(
    ...names.map((title) =>
      fc
        .uniqueArray(fc.constantFrom('200', '401', 'ready', '> 5', 'exit 1'), { minLength: 1, maxLength: 4 })
        .chain((matchers) =>
          fc.tuple(...matchers.map((matcher) => fc.constantFrom(...names).map((target) => ({ matcher, target }))))
        )
        .map((branches): Step => ({ title, branches }))
    )
  )
)
const RUNS = { numRuns: 60 }

describe('for every runbook', () => {
  test('there is no difference to itself', () => {
    fc.assert(
      fc.property(runbooks, (steps) => {
        expect(changesOf(written(steps), written(steps))).toEqual([])
      }),
      RUNS
    )
    for (const text of SHIPPED) expect(changesOf(text, text)).toEqual([])
  })

  test('another order of steps that all decide is nothing but a renumbering', () => {
    const shuffled = runbooks.chain((steps) =>
      fc.tuple(fc.constant(steps), fc.shuffledSubarray(steps, { minLength: steps.length }))
    )
    fc.assert(
      fc.property(shuffled, ([steps, others]) => {
        const changes = changesOf(written(steps), written(others)).filter(({ type }) => type !== 'entry-changed')
        expect(changes.filter(({ type }) => type !== 'step-renumbered')).toEqual([])
      }),
      RUNS
    )
  })

  test('what is new one way is gone the other way', () => {
    fc.assert(
      fc.property(runbooks, runbooks, (one, other) => {
        const [there, back] = [changesOf(written(one), written(other)), changesOf(written(other), written(one))]
        const count = (changes: typeof there, type: ChangeType): number =>
          changes.filter((change) => change.type === type).length
        for (const part of ['step', 'branch', 'matcher', 'command', 'terminal'] as const) {
          expect(count(there, `${part}-added`)).toBe(count(back, `${part}-removed`))
        }
      }),
      RUNS
    )
  })

  test.each<[name: string, least: Bump, edit: (steps: Step[]) => Step[]]>([
    ['a step removed', 'major', (steps) => steps.slice(0, -1)],
    ['a branch removed', 'major', ([first, ...rest]) => [{ ...first!, branches: first!.branches.slice(1) }, ...rest]],
    ['a matcher changed', 'major', ([first, ...rest]) => [withFirst(first!, { matcher: 'other' }), ...rest]],
    ['a branch re-targeted', 'major', ([first, ...rest]) => [withFirst(first!, { target: 'nowhere' }), ...rest]],
    ['a step added', 'minor', (steps) => [...steps, { title: 'New', branches: [] }]],
    ['a branch added', 'minor', ([first, ...rest]) => [withBranch(first!), ...rest]]
  ])('%s demands %s at least', (_, least, edit) => {
    fc.assert(
      fc.property(runbooks, (steps) => {
        const bump = leastBump(changesOf(written(steps), written(edit([...steps]))))
        expect(BUMPS.indexOf(bump ?? 'patch')).toBeGreaterThanOrEqual(BUMPS.indexOf(least))
      }),
      RUNS
    )
  })

  test('every change of two unlike runbooks fits its schema, and both can be drawn as one', () => {
    for (const [index, text] of SHIPPED.entries()) {
      const [before, after] = [version(text), version(SHIPPED[(index + 1) % SHIPPED.length]!)]
      const changes = diffGraphs(before, after)
      for (const change of changes) expect(changeSchema.safeParse(change).error?.issues ?? []).toEqual([])
      expect(toMermaidDiff(before, after, changes)).toMatch(/^flowchart TD\n[^]*classDef removed/)
    }
  })
})

function withFirst(step: Step, change: Partial<Branch>): Step {
  return { ...step, branches: step.branches.map((branch, index) => (index === 0 ? { ...branch, ...change } : branch)) }
}

function withBranch(step: Step): Step {
  return { ...step, branches: [...step.branches, { matcher: 'new', target: step.title }] }
}

const BASE = `# T

What it is.

## When to use

- **Symptom**: the queue stands

## When not to use

- The database is down: \`@keys/runbook-database-down\`

## Immediate safety checks

**DO NOT**

- Do not restart the workers first

### Check 1: Ready (first minute)

**Expected**: a green lamp.

### Check 2: Alone

Look around.

## Diagnosis flow

### Step 1: Ask

\`\`\`bash
echo "$URL"
\`\`\`

\`\`\`bash
uptime
\`\`\`

- **If \`200\`**: go on with [Step 2].
- **If the operator agrees**: [Action 1].
- **Otherwise**: **STOP: escalate**

### Step 2: Read

- **If somebody else owns it**: **STOP: wrong runbook** \`@keys/runbook-other\`
- **Otherwise**: [Action 1].

## Action steps

### Action 1: Fix (REVERSIBLE)

**Precondition**: Step 1 said so.

**Action**: turn the switch.

**Verification**: the lamp is green.

**Rollback**: turn it back.

**Warning**: it is loud.

## Verification

### Verify 1: Holds (within 5 minutes)

**Expected**: \`0\`

### Verify 2: Stays

**Expected**: \`0\`

## Rollback / escalation

**Escalate when**

- nothing helps after an hour

## Evidence & audit notes

- the log of the worker
`
const PACK: Partial<Pack> = {
  title: 'T',
  required_access_level: 'write',
  inputs: [
    { name: 'URL', description: 'Where.' },
    { name: 'REGION', description: 'Where.', required: false }
  ],
  required_tools: [{ command: 'psql', minimum_version: '15' }]
}

describe('each kind of change', () => {
  test.each<[type: ChangeType, before: string | RegExp, after: string, others?: ChangeType[]]>([
    ['step-renamed', '### Step 2: Read\n', '### Step 2: Study\n\n<!-- formerly: read -->\n'],
    ['step-reworded', 'Look around.', 'Look around you.'],
    ['entry-changed', /(### Check 1[^]*?)(### Check 2[^]*?)(?=## Diag)/, '$2$1', ['steps-reordered']],
    ['step-moved', /(### Check 2[^]*?)(## Diagnosis flow\n\n)/, '$2$1', ['effect-raised']],
    ['effect-raised', '(REVERSIBLE)', '(IRREVERSIBLE)'],
    ['effect-lowered', '(REVERSIBLE)', '(READ-ONLY)'],
    ['branch-added', '- **If `200`**', '- **If `201`**: [Step 2].\n- **If `200`**'],
    ['branch-removed', /- \*\*If `200`.*\n/, ''],
    ['branch-retargeted', 'with [Step 2]', 'with [Action 1]'],
    ['branches-reordered', /(- \*\*If `200`.*\n)(- \*\*If the.*\n)/, '$2$1'],
    ['condition-changed', 'If the operator agrees', 'If two operators agree'],
    ['condition-reworded', 'If `200`**', 'If it prints `200`**'],
    ['matcher-added', 'If `200`', 'If `200` or `204`'],
    ['matcher-removed', '**Expected**: `0`\n\n### Verify 2', '### Verify 2', ['field-removed']],
    ['matcher-changed', 'If `200`', 'If `204`'],
    ['command-added', '```bash\nuptime', '```bash\ndate\n```\n\n```bash\nuptime'],
    ['command-removed', '```bash\nuptime\n```\n', ''],
    ['command-changed', 'uptime', 'uptime -p'],
    ['commands-reordered', /(```bash\necho[^]*?```\n\n)(```bash\nuptime\n```\n\n)/, '$2$1'],
    ['manual-action-removed', /\*\*Action\*\*:.*\n/, ''],
    ['manual-action-changed', 'turn the switch', 'turn the other switch'],
    ['precondition-removed', /\*\*Precondition\*\*:.*\n/, ''],
    ['precondition-changed', 'Step 1 said so', 'Step 1 said no'],
    ['verification-removed', /\*\*Verification\*\*:.*\n/, ''],
    ['verification-changed', 'the lamp is green', 'the lamp is red'],
    ['rollback-removed', /\*\*Rollback\*\*:.*\n/, ''],
    ['rollback-changed', 'turn it back', 'turn it back at once'],
    ['expected-changed', 'a green lamp', 'a red lamp'],
    ['field-added', '**Warning**: it is loud.', '**Warning**: it is loud.\n\n**Side effects**: none.'],
    ['field-removed', '**Warning**: it is loud.', ''],
    ['time-box-changed', '(within 5 minutes)', '(within 9 minutes)'],
    [
      'terminal-removed',
      '**STOP: wrong runbook** `@keys/runbook-other`',
      '**STOP: escalate**',
      ['branch-retargeted', 'reference-removed']
    ],
    ['reference-added', 'What it is.', 'What it is, see `node-x`.', ['section-reworded']],
    ['prohibition-added', '\n### Check 1', '- Do not panic\n\n### Check 1'],
    ['prohibition-removed', '- Do not restart the workers first\n', ''],
    ['prohibition-changed', 'restart the workers first', 'restart the workers before'],
    ['trigger-removed', '- nothing helps after an hour\n', ''],
    ['trigger-changed', 'after an hour', 'after two hours'],
    [
      'signal-added',
      '- **Symptom**: the queue stands',
      '- **Symptom**: the queue stands\n- **Symptom**: nobody answers'
    ],
    ['redirection-removed', /- The database is down.*\n/, '', ['reference-removed']],
    ['evidence-added', '- the log of the worker', '- the log of the worker\n- a picture'],
    ['section-removed', /## Evidence[^]*/, '', ['evidence-removed']],
    ['section-reworded', 'What it is.', 'What this is.']
  ])('%s', (type, before, after, others = []) => {
    const text = BASE.replace(before, after)
    expect(text).not.toBe(BASE)
    const changes = changesOf(BASE, text)
    const types = new Set(changes.map((change) => change.type))
    // A terminal that only the changed place named is gone or new with it, and numbers follow from the order.
    const beside = new Set<ChangeType>([...others, 'step-renumbered', 'terminal-removed', 'terminal-added'])
    expect(types).toContain(type)
    expect([...types].filter((found) => found !== type && !beside.has(found))).toEqual([])
    for (const change of changes) expect(change.message).not.toMatch(/undefined|[{}]|\.\.$/)
  })

  test.each<[type: ChangeType, change: Partial<Pack>]>([
    ['required-input-added', { inputs: [...PACK.inputs!, { name: 'A', description: 'a' }] }],
    ['optional-input-added', { inputs: [...PACK.inputs!, { name: 'A', description: 'a', required: false }] }],
    ['input-removed', { inputs: PACK.inputs!.slice(1) }],
    ['input-made-required', { inputs: PACK.inputs!.map(({ required: _, ...input }) => input) }],
    ['input-made-optional', { inputs: PACK.inputs!.map((input) => ({ ...input, required: false })) }],
    ['input-made-secret', { inputs: PACK.inputs!.map((input) => ({ ...input, secret: true })) }],
    ['tool-added', { required_tools: [...PACK.required_tools!, { command: 'jq' }] }],
    ['tool-removed', { required_tools: [] }],
    ['tool-raised', { required_tools: [{ command: 'psql', minimum_version: '15.1' }] }],
    ['tool-lowered', { required_tools: [{ command: 'psql' }] }],
    ['access-raised', { required_access_level: 'admin' }],
    ['access-lowered', { required_access_level: 'read' }],
    ['entitlement-demanded', { entitlement: 'premium' }],
    ['metadata-changed', { tags: ['queue'] }]
  ])('%s in pack.json', (type, change) => {
    const changes = diffGraphs(version(BASE, PACK), version(BASE, { ...PACK, ...change }))
    expect(new Set(changes.map((found) => found.type))).toEqual(new Set([type]))
    expect(changes[0]?.file).toBe('pack.json')
  })

  test('a tool that is needed by more operators, or by fewer, than before', () => {
    const always = version(BASE, { ...PACK, required_tools: [{ command: 'jq' }] })
    const sometimes = version(BASE, { ...PACK, required_tools: [{ command: 'jq', needed_with: 'DATABASE_URL' }] })
    const shown = (changes: readonly { type: ChangeType; message: string }[]): string[] =>
      changes.map(({ type, message }) => `${type}: ${message}`)
    expect(shown(diffGraphs(sometimes, always))).toEqual([
      'tool-raised: At least jq is needed; it was jq (where DATABASE_URL is set).'
    ])
    expect(shown(diffGraphs(always, sometimes))).toHaveLength(1)
    expect(diffGraphs(always, sometimes)[0]?.type).toBe('tool-lowered')
  })

  test('a version, and a checklist that only has other numbers, are no change', () => {
    const before = { ...version(BASE, { ...PACK, version: '1.0.0' }), checklist: '- [ ] [Step 1]: a\n\n[Step 1]: #a\n' }
    const after = { ...version(BASE, { ...PACK, version: '1.1.0' }), checklist: '- [ ] [Step 1]: a\n\n[Step 1]: #b\n' }
    expect(diffGraphs(before, after)).toEqual([])
  })

  test.each<[name: string, was: string, is: string, shown: string]>([
    [
      'a short text whole',
      'restart the workers first',
      'restart the workers before',
      'A DO NOT reads "Do not restart the workers before", and read "Do not restart the workers first".'
    ],
    [
      'of a long one the part that differs',
      `${'once '.repeat(40)}or twice`,
      `${'once '.repeat(40)}or ever`,
      'A DO NOT reads "…once once once once once once once once or ever", and read "…once once once once once once once once or twice".'
    ]
  ])('shows %s', (_, was, is, shown) => {
    const [before, after] = [was, is].map((words) => BASE.replace('restart the workers first', words))
    expect(changesOf(before!, after!).map(({ message }) => message)).toEqual([shown])
  })

  test('names the step that a branch without a target goes on to', () => {
    const text = `# X\n\n## Diagnosis\n\n### Step 1: A\n\n- **If** red: **STOP: escalate**\n- **Otherwise**: go on.\n\n### Step 2: B\n\n- **Otherwise**: **STOP: escalate**\n`
    const other = text.replace('### Step 2: B', '### Step 2: N\n\n- **Otherwise**: go on.\n\n### Step 3: B')
    const [change] = changesOf(text, other)
    expect(change?.message).toBe('Step 1 (A), otherwise: leads to Step 2 (N) and led to Step 2 (B).')
  })

  test.each<[name: string, text: string, other: string, shown: string]>([
    ['cut at its end', `${'a '.repeat(50)}\`${'b'.repeat(30)}\``, '', `${'a '.repeat(50).trim()}…`],
    [
      'cut at its beginning',
      `${'a '.repeat(50)}\`${'b '.repeat(30)}c\``,
      `${'a '.repeat(50)}\`${'b '.repeat(30)}d\``,
      `…\`${'b '.repeat(30)}c\``
    ]
  ])('code is shown with both of its ticks or not at all: %s', (_, text, other, shown) => {
    expect(shownBeside(text, other)).toBe(shown)
  })

  test('each has its words', () => {
    const all = Object.keys({ ...ADDITIONS, ...REMOVALS, ...ALTERATIONS })
    expect(Object.keys(DIFF_MESSAGES).toSorted()).toEqual(all.toSorted())
  })
})
