import { parseRunbook } from '@keys/parser'
import type { DrillCoverage } from '@keys/schema'
import { expect, test } from 'vitest'
import { branchCoverage } from '../src/branch-coverage.js'

const README = `# A runbook

## Immediate safety checks

### Check 1: It answers

\`\`\`bash
true
\`\`\`

- **If \`ok\`**: go on with [Step 1].
- **If \`late\`**: **STOP: escalate**
- **If \`odd\`**: **STOP: escalate**
- **If somebody is hurt**: **STOP: escalate**
- **Otherwise**: **STOP: escalate**

## Diagnosis flow

### Step 1: Look

\`\`\`bash
true
\`\`\`

- **If \`done\`**: **STOP: resolved**

[Check 1]: #check-1-it-answers
[Step 1]: #step-1-look
`

const count = { covered: 0, total: 0 }
const coverage: DrillCoverage = {
  readme_hash: `sha256-${'0'.repeat(64)}`,
  commands: count,
  branches: count,
  defaults: count,
  production_only: [{ step: 'Check 1', branch: '`odd`', reason: 'it needs a flood' }],
  scripted: { decisions: 0, manual_actions: 0 },
  uncovered: [{ type: 'branch', step: 'Check 1', branch: '`late`' }],
  scenarios: [
    { name: 'a', wrong_action: null, path: ['Check 1', 'Step 1'], end: 'stop:resolved' },
    { name: 'b', wrong_action: null, path: ['Check 1', 'Check 1', 'Step 1'], end: 'stop:resolved' },
    { name: 'c', wrong_action: null, path: ['Check 1'], end: 'stop:escalate' }
  ]
}

test('each branch says what drills walked of it, and how many scenarios went its way', () => {
  const states = branchCoverage(parseRunbook(README), coverage)
  expect(states.map(({ step, branch, state, scenarios }) => [step, branch, state, scenarios])).toEqual([
    ['it-answers', 0, 'walked', 2],
    ['it-answers', 1, 'not-walked', 1],
    ['it-answers', 2, 'production-only', 1],
    ['it-answers', 3, 'not-counted', 1],
    ['it-answers', 4, 'not-counted', 1],
    ['look', 0, 'walked', 2]
  ])
})
