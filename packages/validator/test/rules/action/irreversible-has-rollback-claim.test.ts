import { testRule } from '../../support/test-rule.js'

const irreversible = (text: string) => text.replace('(REVERSIBLE)', '(IRREVERSIBLE)')

testRule('action/irreversible-has-rollback-claim', [
  [
    'a rollback with a command',
    { files: { 'README.md': irreversible } },
    [{ id: 'claim', file: 'README.md', at: '80:1-80:13', text: '**Rollback**', data: { step: 'Action 1' } }]
  ],
  [
    'a rollback in words',
    {
      files: {
        'README.md#action-1-release-the-held-jobs':
          '### Action 1: Delete the jobs (IRREVERSIBLE)\n\n**Rollback**: restore the backup.'
      }
    },
    [{ id: 'claim', file: 'README.md', at: '61:1-61:13', text: '**Rollback**', data: { step: 'Action 1' } }]
  ],
  [
    'one that says there is none',
    {
      files: {
        'README.md#action-1-release-the-held-jobs':
          '### Action 1: Delete the jobs (IRREVERSIBLE)\n\n**Rollback**: none. What is deleted is gone.'
      }
    },
    []
  ],
  ['no effect at all', { files: { 'README.md': (text) => text.replace(' (REVERSIBLE)', '') } }, []]
])
