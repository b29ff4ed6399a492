import { testRule } from '../../support/test-rule.js'

const otherwise = '- **Otherwise**: **STOP: escalate**'
const step = (body: string) => ({ files: { 'README.md#step-1-count-what-waits': body } })
const finding = (matcher: string) => ({
  id: 'undecided',
  file: 'README.md',
  text: `\`${matcher}\``,
  data: { step: 'Step 1', matcher }
})

testRule('flow/matcher-without-command', [
  [
    'in branches, told once',
    step(`**Expected**: none.\n\n- **If \`0\`**: on. [Verify 1]\n- **If \`1\`**: on. [Action 1]\n${otherwise}`),
    [{ ...finding('0'), at: '47:8-47:11' }]
  ],
  ['in Expected', step(`**Expected**: \`0\`\n\n${otherwise}`), [{ ...finding('0'), at: '45:15-45:18' }]],
  [
    'with output only',
    step(`\`\`\`text\n0\n\`\`\`\n\n- **If \`0\`**: on. [Verify 1]\n${otherwise}`),
    [{ ...finding('0'), at: '49:8-49:11' }]
  ],
  [
    'the command of a verification does not decide Expected',
    {
      files: {
        'README.md#action-1-release-the-held-jobs':
          '**Expected**: `9`\n\n**Verification**: `0`\n\n```sql\nselect 0;\n```\n\n- **If `0`**: well. [Verify 1]'
      }
    },
    [{ id: 'undecided', file: 'README.md', at: '61:15-61:18', text: '`9`', data: { step: 'Action 1', matcher: '9' } }]
  ],
  [
    'a person decides',
    step(`**Expected**: the light is green.\n\n- **If it is red**: on. [Action 1]\n${otherwise}`),
    []
  ]
])
