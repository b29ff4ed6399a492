import { testRule } from '../../support/test-rule.js'

testRule('changelog/format', [
  [
    'brackets, a letter before it, no date',
    {
      files: {
        'CHANGELOG.md':
          '# @keys/runbook-work-queue-stopped\n\n## [1.1.0] - 2026-12-01\n\n- A\n\n## v1.0.1\n\n- B\n\n' +
          '## 1.0.0-rc.1\n\n- C\n'
      }
    },
    []
  ],
  [
    'no entry, of which pack/version-in-step speaks',
    { files: { 'CHANGELOG.md': '# @keys/runbook-work-queue-stopped\n\nNothing yet.\n' } },
    []
  ],
  [
    'no H1',
    { files: { 'CHANGELOG.md': '## 1.0.0\n\n- A\n' } },
    [{ id: 'no-title', file: 'CHANGELOG.md', at: '1:1-1:1' }]
  ],
  [
    'headings without a version',
    {
      files: {
        'CHANGELOG.md':
          '# @keys/runbook-work-queue-stopped\n\n## Unreleased\n\n- A\n\n## 1.0 - 2026-11-23\n\n- B\n\n' +
          '## 01.0.0\n\n- C\n'
      }
    },
    [
      {
        id: 'no-version',
        file: 'CHANGELOG.md',
        at: '3:1-3:14',
        text: '## Unreleased',
        data: { heading: 'Unreleased' }
      },
      {
        id: 'no-version',
        file: 'CHANGELOG.md',
        at: '7:1-7:20',
        text: '## 1.0 - 2026-11-23',
        data: { heading: '1.0 - 2026-11-23' }
      },
      { id: 'no-version', file: 'CHANGELOG.md', at: '11:1-11:10', text: '## 01.0.0', data: { heading: '01.0.0' } }
    ]
  ],
  [
    'a day that does not exist',
    { files: { 'CHANGELOG.md': '# @keys/runbook-work-queue-stopped\n\n## 1.0.0 - 2026-02-30\n\n- A\n' } },
    [
      {
        id: 'no-date',
        file: 'CHANGELOG.md',
        at: '3:1-3:22',
        text: '## 1.0.0 - 2026-02-30',
        data: { date: '2026-02-30' }
      }
    ]
  ]
])
