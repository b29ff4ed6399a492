import { describe, expect, it } from 'vitest'
import { parseRunbook } from '@keys/parser'
import { ruleOf } from '../../support/patch.js'
import { testRule } from '../../support/test-rule.js'

const stop = '- **Otherwise**: nobody knows. **STOP: escalate**'
const before = (heading: string, steps: string) => (text: string) => text.replace(heading, `${steps}\n\n${heading}`)

testRule('flow/unreachable-step', [
  [
    'a step below one that always branches; what only it leads to is not told',
    {
      files: {
        'README.md': before(
          '## Action steps',
          `### Step 2: Look\n\n- **If red**: on. [Step 3]\n${stop}\n\n### Step 3: Ask\n\n${stop}`
        )
      }
    },
    [{ id: 'unreachable', file: 'README.md', at: '57:1-57:17', text: '### Step 2: Look', data: { step: 'Step 2' } }]
  ],
  [
    'two that lead only to each other',
    {
      files: {
        'README.md': before(
          '## Action steps',
          '### Step 2: Look\n\n- **Otherwise**: on. [Step 3]\n\n### Step 3: Ask\n\n- **Otherwise**: on. [Step 2]'
        )
      }
    },
    [{ id: 'unreachable', file: 'README.md', at: '57:1-57:17', text: '### Step 2: Look', data: { step: 'Step 2' } }]
  ],
  [
    'a verification to which no action comes',
    {
      files: {
        'README.md': (text) =>
          text
            .replace('Continue to [Verify 1]', '**STOP: resolved**')
            .replace('**Rollback**', `${stop}\n\n**Rollback**`)
      }
    },
    [{ id: 'unreachable', file: 'README.md', at: '97:1-97:53', data: { step: 'Verify 1' } }]
  ],
  [
    'an action that no branch names, and what it leads to, are told elsewhere',
    {
      files: {
        'README.md': (text) =>
          before(
            '## Action steps',
            `### Step 2: Look\n\n${stop}`
          )(before('## Verification', `### Action 2: Wait (READ-ONLY)\n\n- **If red**: on. [Step 2]\n${stop}`)(text))
      }
    },
    []
  ],
  ['a check that falls through', { files: { 'README.md#check-1-the-database-answers': '```sql\nselect 1;\n```' } }, []]
])

describe('flow/unreachable-step, with many steps', () => {
  it('follows ten thousand of them', () => {
    const runbook = parseRunbook('## Diagnosis\n\n### Step 1: Look\n')
    const steps = Array.from({ length: 10_000 }, (_, index) => ({ ...runbook.steps[0]!, id: `s${index}` }))
    const edges = steps.slice(1).map(
      ({ id }, index) =>
        ({
          from: `s${index}`,
          to: id,
          type: 'explicit',
          on: 'branch',
          branch: 0,
          condition: '',
          position: null
        }) as const
    )
    const found: unknown[] = []
    const started = performance.now()
    ruleOf('flow/unreachable-step').check({ ...runbook, steps, graph: { entry: 's1', nodes: [], edges } }, {
      report: (...finding: unknown[]) => found.push(finding)
    } as never)
    expect(found).toHaveLength(1)
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
