import { testRule } from '../../support/test-rule.js'

const action = '### Action 2: Restart the worker (REVERSIBLE)'

testRule('flow/action-no-branch-names', [
  [
    'an action that is nowhere a target',
    { files: { 'README.md': (text) => text.replace('## Verification\n', `${action}\n\n## Verification\n`) } },
    [{ id: 'unnamed', file: 'README.md', at: '93:1-93:46', text: action, data: { step: 'Action 2' } }]
  ],
  [
    'one that only itself names',
    {
      files: {
        'README.md': (text) =>
          text.replace(
            '## Verification\n',
            `${action}\n\n- **If slow**: again. [Action 2]\n- **Otherwise**: **STOP: escalate**\n\n## Verification\n`
          )
      }
    },
    [{ id: 'unnamed', file: 'README.md', at: '93:1-93:46', text: action, data: { step: 'Action 2' } }]
  ],
  [
    'one that another action names',
    {
      files: {
        'README.md': (text) =>
          text
            .replace('## Verification\n', `${action}\n\n## Verification\n`)
            .replace(
              '**Rollback**',
              '- **If `0`**: none. [Action 2]\n- **Otherwise**: well. [Verify 1]\n\n**Rollback**'
            )
      }
    },
    []
  ],
  [
    'a whole section, which is told elsewhere',
    { files: { 'README.md': (text) => text.replace('Continue to [Action 1]', 'Continue to the action steps') } },
    []
  ],
  ['the first step of all', { files: { 'README.md': `# Wait\n\n## Action steps\n\n${action}\n` } }, []]
])
