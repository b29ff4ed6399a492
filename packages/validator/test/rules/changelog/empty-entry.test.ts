import { testRule } from '../../support/test-rule.js'

testRule('changelog/empty-entry', [
  [
    'a sentence',
    { files: { 'CHANGELOG.md': '# @keys/runbook-work-queue-stopped\n\n## 1.0.0\n\nFirst release.\n' } },
    []
  ],
  [
    'nothing; a heading; a comment and a bullet',
    {
      files: {
        'CHANGELOG.md':
          '# @keys/runbook-work-queue-stopped\n\n## 1.2.0\n\n## 1.1.0\n\n### Minor Changes\n\n## 1.0.0\n\n' +
          '<!-- later -->\n\n-\n'
      }
    },
    [
      { id: 'empty', file: 'CHANGELOG.md', at: '3:1-3:9', text: '## 1.2.0', data: { heading: '1.2.0' } },
      { id: 'empty', file: 'CHANGELOG.md', at: '5:1-5:9', text: '## 1.1.0', data: { heading: '1.1.0' } },
      { id: 'empty', file: 'CHANGELOG.md', at: '9:1-9:9', text: '## 1.0.0', data: { heading: '1.0.0' } }
    ]
  ]
])
