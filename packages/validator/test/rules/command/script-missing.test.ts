import { testRule } from '../../support/test-rule.js'

const step = (code: string, scripts: Record<string, string> = {}) => ({
  files: {
    'README.md#step-1-count-what-waits': `\`\`\`bash\n${code}\n\`\`\`\n\n- **If \`0\`**: **STOP: resolved**`,
    ...scripts
  }
})

testRule('command/script-missing', [
  [
    'a script that is not there',
    step('bash "$RUNBOOK/scripts/count.sh"'),
    [{ id: 'missing', file: 'README.md', at: '46:16-46:32', data: { path: 'scripts/count.sh' } }]
  ],
  [
    'what a script runs, imports and includes',
    step('bash ${RUNBOOK}/scripts/count.sh', {
      'scripts/count.sh': 'node "$RUNBOOK/scripts/list.mjs"\npsql -f "$RUNBOOK/scripts/rows.sql"\n',
      'scripts/list.mjs': "import { all } from './all.mjs'\n",
      'scripts/rows.sql': '\\ir part.sql\n'
    }),
    [
      {
        id: 'missing-in-script',
        file: 'README.md',
        at: '45:1-47:4',
        data: { path: 'scripts/all.mjs', script: 'scripts/list.mjs' }
      },
      {
        id: 'missing-in-script',
        file: 'README.md',
        at: '45:1-47:4',
        data: { path: 'scripts/part.sql', script: 'scripts/rows.sql' }
      }
    ]
  ],
  ['all of them are there', step('bash "$RUNBOOK/scripts/count.sh"', { 'scripts/count.sh': 'printf 0\n' }), []],
  ['no script', step('printf 0'), []]
])
