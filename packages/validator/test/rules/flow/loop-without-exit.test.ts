import { describe, expect, it } from 'vitest'
import { parseRunbook } from '@keys/parser'
import { ruleOf } from '../../support/patch.js'
import { testRule } from '../../support/test-rule.js'

const leadingTo = (target: string) =>
  `\`\`\`sql\nselect 1;\n\`\`\`\n\n- **If \`1\`**: again. ${target}\n- **Otherwise**: again. ${target}`

const edge = (from: string, to: string) =>
  ({ from, to, type: 'explicit', on: 'branch', branch: 0, condition: '', position: null }) as const

testRule('flow/loop-without-exit', [
  [
    'a step that leads only back to itself',
    { files: { 'README.md#step-1-count-what-waits': leadingTo('[Step 1]') } },
    [
      {
        id: 'loop',
        file: 'README.md',
        at: '43:1-43:29',
        text: '### Step 1: Count what waits',
        data: { step: 'Step 1' }
      }
    ]
  ],
  [
    'a loop of two',
    {
      files: {
        'README.md#check-1-the-database-answers': leadingTo('[Step 1]'),
        'README.md#step-1-count-what-waits': leadingTo('[Check 1]')
      }
    },
    [
      {
        id: 'loops',
        file: 'README.md',
        at: '28:1-28:34',
        text: '### Check 1: The database answers',
        data: { steps: '`Check 1`, `Step 1`' }
      }
    ]
  ],
  [
    'two loops at once',
    {
      files: {
        'README.md#check-1-the-database-answers': leadingTo('[Check 1]'),
        'README.md#step-1-count-what-waits': leadingTo('[Step 1]')
      }
    },
    [
      { id: 'loop', file: 'README.md', at: '28:1-28:34', data: { step: 'Check 1' } },
      { id: 'loop', file: 'README.md', at: '39:1-39:29', data: { step: 'Step 1' } }
    ]
  ],
  [
    'a loop with a way out, into another loop',
    {
      files: {
        'README.md#check-1-the-database-answers': leadingTo('[Check 1]').replace(/\[Check 1\]$/, '[Step 1]'),
        'README.md#step-1-count-what-waits': leadingTo('[Step 1]')
      }
    },
    [{ id: 'loop', file: 'README.md', at: '39:1-39:29', data: { step: 'Step 1' } }]
  ],
  [
    'a loop with a stop',
    {
      files: {
        'README.md': (text) =>
          text.replace('the query failed. **STOP: escalate**', 'the query failed. Continue to [Check 1].')
      }
    },
    []
  ]
])

describe('flow/loop-without-exit, with many steps', () => {
  it('finds a loop of ten thousand, and the way out of it', () => {
    const runbook = parseRunbook('## Diagnosis\n\n### Step 1: Look\n')
    const steps = Array.from({ length: 10_000 }, (_, index) => ({ ...runbook.steps[0]!, id: `s${index}` }))
    const edges = steps.map(({ id }, index) => edge(id, `s${(index + 1) % steps.length}`))
    const found: unknown[] = []
    const check = (all: typeof edges) =>
      ruleOf('flow/loop-without-exit').check({ ...runbook, steps, graph: { entry: 's0', nodes: [], edges: all } }, {
        report: (...finding: unknown[]) => found.push(finding)
      } as never)
    const started = performance.now()
    check([...edges, edge('s5000', 'stop:escalate')])
    expect(found).toHaveLength(0)
    check(edges)
    expect(found).toHaveLength(1)
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
