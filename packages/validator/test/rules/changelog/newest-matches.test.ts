import { testRule } from '../../support/test-rule.js'

testRule('changelog/newest-matches', [
  [
    'older entries, and one without a version',
    {
      files: {
        'CHANGELOG.md': '# @keys/runbook-work-queue-stopped\n\n## Notes\n\n- A\n\n## 1.0.0\n\n- B\n\n## 0.9.0\n\n- C\n'
      }
    },
    []
  ],
  [
    'no entry for the version, of which pack/version-in-step speaks',
    { files: { 'CHANGELOG.md': '# @keys/runbook-work-queue-stopped\n\n## 1.1.0\n\n- A\n' } },
    []
  ],
  [
    'package.json ahead, of which pack/version-in-step speaks',
    {
      files: {
        'CHANGELOG.md': '# A\n\n## 1.1.0\n\n- B\n\n## 1.0.0\n\n- C\n',
        'package.json': { fields: { version: '1.1.0' } }
      }
    },
    []
  ],
  [
    'a newer entry',
    {
      files: {
        'CHANGELOG.md': '# @keys/runbook-work-queue-stopped\n\n## 1.1.0 - 2026-12-01\n\n- A\n\n## 1.0.0\n\n- B\n'
      }
    },
    [
      {
        id: 'newer',
        file: 'CHANGELOG.md',
        at: '3:1-3:22',
        text: '## 1.1.0 - 2026-12-01',
        data: { newest: '1.1.0', version: '1.0.0' }
      }
    ]
  ],
  [
    'an entry that is newer than both versions',
    { files: { 'CHANGELOG.md': (text) => text.replace('## 1.0.0', '## 2.0.0\n\n- Next.\n\n## 1.0.0') } },
    [{ id: 'newer', file: 'CHANGELOG.md', at: '3:1-3:9', data: { newest: '2.0.0', version: '1.0.0' } }]
  ]
])
