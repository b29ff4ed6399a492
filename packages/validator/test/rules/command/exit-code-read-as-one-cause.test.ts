import { testRule } from '../../support/test-rule.js'

const step = (language: string, code: string, target: string) => ({
  files: {
    'README.md#step-1-count-what-waits': `\`\`\`${language}\n${code}\n\`\`\`\n\n- **If \`0\`**: well. **STOP: resolved**\n- **If \`exit 2\`**: down. ${target}\n- **Otherwise**: **STOP: escalate**`
  }
})
const elsewhere = '**STOP: wrong runbook** `@keys/runbook-other`'
const finding = (at: string) => ({
  id: 'one-cause',
  file: 'README.md',
  at,
  text: '**If `exit 2`**',
  data: { step: 'Step 1' }
})

testRule('command/exit-code-read-as-one-cause', [
  ['a query', step('sql', 'select 0;', elsewhere), [finding('50:3-50:18')]],
  ['a script that calls psql', step('bash', 'psql -XqAt -c "select 0"', elsewhere), [finding('50:3-50:18')]],
  ['a check that tells causes apart', step('sql', 'select 0;', 'Continue to [Check 1].'), []],
  ['an escalation', step('sql', 'select 0;', '**STOP: escalate**'), []],
  ['another program, for which 2 is one thing', step('bash', 'grep -c a "$EVIDENCE_DIR/b.txt"', elsewhere), []]
])
