import { testRule } from '../../support/test-rule.js'

testRule('changelog/version-order', [
  [
    'newest first, with a preview',
    {
      files: {
        'CHANGELOG.md':
          '# @keys/runbook-work-queue-stopped\n\n## 1.1.0\n\n- A\n\n## 1.1.0-rc.1\n\n- B\n\n## Notes\n\n- C\n\n' +
          '## 1.0.0\n\n- D\n'
      }
    },
    []
  ],
  [
    'a snapshot, which stands above the release that it comes after',
    {
      files: {
        'CHANGELOG.md':
          '# @keys/runbook-work-queue-stopped\n\n## 0.0.0-canary-20261201120000\n\n- A\n\n## 1.0.0\n\n- B\n'
      }
    },
    []
  ],
  [
    'by number, not by letter',
    { files: { 'CHANGELOG.md': '# @keys/runbook-work-queue-stopped\n\n## 1.10.0\n\n- A\n\n## 1.9.0\n\n- B\n' } },
    []
  ],
  [
    'oldest first',
    { files: { 'CHANGELOG.md': '# @keys/runbook-work-queue-stopped\n\n## 1.0.0\n\n- A\n\n## 1.1.0\n\n- B\n' } },
    [{ id: 'newer', file: 'CHANGELOG.md', at: '7:1-7:9', text: '## 1.1.0', data: { version: '1.1.0', above: '1.0.0' } }]
  ],
  [
    'a version twice',
    {
      files: {
        'CHANGELOG.md': '# @keys/runbook-work-queue-stopped\n\n## 1.1.0\n\n- A\n\n## 1.0.0\n\n- B\n\n## 1.1.0\n\n- C\n'
      }
    },
    [
      {
        id: 'duplicate',
        file: 'CHANGELOG.md',
        at: '11:1-11:9',
        text: '## 1.1.0',
        data: { version: '1.1.0', line: '3' }
      }
    ]
  ]
])
