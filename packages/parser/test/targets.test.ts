import { describe, expect, test } from 'vitest'
import { parseRunbook } from '../src/index.ts'
import { at } from './helpers.ts'

const definitions = '[Step 2]: #step-2-two\n[Action 1]: #action-1-fix-reversible\n'

/** A runbook whose first step has one branch with these words after its condition. */
const textWith = (words: string, after = definitions): string => `# T

## Diagnosis flow

### Step 1: One

- **If \`1\`**: ${words}

### Step 2: Two

## Action steps

### Action 1: Fix (REVERSIBLE)

## Verification

### Verify 1: Holds

${after}`

const targetsOf = (words: string, after?: string) =>
  parseRunbook(textWith(words, after)).steps[0]!.branches[0]!.targets.map(({ position: _, ...target }) => target)

const step = (label: string, id: string | null, form: string) => ({ type: 'step', label, step: id, form })
const stop = (terminal: string, name: string | null = null) => ({ type: 'terminal', terminal, package: name })

test.each([
  ['reference', 'Continue to [Step 2].', [step('Step 2', 'two', 'reference')]],
  ['reference to another section', 'Continue to [Action 1].', [step('Action 1', 'fix', 'reference')]],
  ['missing definition', 'Continue to [Verify 1].', [step('Verify 1', 'holds', 'reference')]],
  ['missing step', 'Continue to [Step 9].', [step('Step 9', null, 'reference')]],
  ['inline link', 'see [there](#step-2-two)', [step('Step 2', 'two', 'link')]],
  ['inline link to a section', 'see [there](#action-steps)', [{ type: 'section', section: 'actions' }]],
  ['inline link to nowhere', 'see [there](#nowhere)', [step('#nowhere', null, 'link')]],
  ['remote link', 'see [there](https://keys.invalid/#step-2-two)', []],
  ['go to', 'go to step 2', [step('Step 2', 'two', 'words')]],
  ['continue with', 'Continue with Step 2.', [step('Step 2', 'two', 'words')]],
  ['skip ahead to', 'skip ahead to the step #2', [step('Step 2', 'two', 'words')]],
  ['see Action', 'see Action 1', [step('Action 1', 'fix', 'words')]],
  ['proceed, in bold', 'proceed to **Step 2**', [step('Step 2', 'two', 'words')]],
  ['section', 'proceed to Mitigation', [{ type: 'section', section: 'actions' }]],
  ['stop: resolved', '**STOP: resolved**', [stop('resolved')]],
  ['stop: escalate', '**STOP: escalate**', [stop('escalate')]],
  ['stop and escalate', '**STOP and escalate to the database team**', [stop('escalate')]],
  ['stop in words', 'all is well, STOP HERE', [stop('resolved')]],
  ['wrong runbook', '**STOP: wrong runbook** `@keys/runbook-a`', [stop('wrong-runbook', '@keys/runbook-a')]],
  [
    'wrong runbook, package first',
    '`@keys/runbook-a` **STOP: wrong runbook**',
    [stop('wrong-runbook', '@keys/runbook-a')]
  ],
  ['wrong runbook without a name', '**STOP: wrong runbook**', [stop('wrong-runbook')]],
  ['package alone', 'use `@keys/runbook-a`', [{ type: 'external', package: '@keys/runbook-a' }]],
  ['other package', 'use `@keys/schema`', []],
  ['two', '[Step 2] or [Action 1]', [step('Step 2', 'two', 'reference'), step('Action 1', 'fix', 'reference')]],
  ['in code', 'run `go to step 2`', []],
  ['plain words', 'wait and see', []]
])('%s', (_, words, expected) => {
  expect(targetsOf(words)).toEqual(expected)
})

test.each([
  ['[Step 2]', '[Step 2]'],
  ['please go to step 2 now', 'go to step 2'],
  ['é 🔥 go to step 2', 'go to step 2'],
  // Where the words begin inside markup, the whole of it must do.
  ['please *go* to step 2', '*go*'],
  ['[Verify 1]', '[Verify 1]'],
  ['[x](#step-2-two)', '[x](#step-2-two)'],
  ['**STOP: escalate**', '**STOP: escalate**'],
  ['all well, STOP HERE.', 'STOP HERE']
])('the target in %j stands where it is written', (words, written) => {
  const text = textWith(words)
  const [target] = parseRunbook(text).steps[0]!.branches[0]!.targets
  expect(at(text, target!.position)).toBe(written)
})

describe('step N in words', () => {
  test('means the step of the same section before any other', () => {
    const text = '## Fix\n\n### 1. A\n\n- If bad: go to step 2\n\n### 2. B\n'
    expect(parseRunbook(text).steps[0]!.branches[0]!.targets).toMatchObject([{ label: 'Action 2', step: 'b' }])
  })
})
