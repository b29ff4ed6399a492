import { testRule } from '../../support/test-rule.js'

testRule('runbook/sections-present', [
  [
    'a taste of their own in joining words',
    { files: { 'README.md': (text) => text.replace('## Evidence & audit notes', '## Evidence and audit notes') } },
    []
  ],
  [
    'a qualifier',
    { files: { 'README.md': (text) => text.replace('## Verification', '## Verification (within 5 minutes)') } },
    []
  ],
  [
    'a section under a name that says nothing',
    { files: { 'README.md': (text) => text.replace('## Evidence & audit notes', '## Notes') } },
    [
      {
        id: 'missing',
        file: 'README.md',
        at: '104:1-104:25',
        text: '## Rollback / escalation',
        data: { section: 'Evidence & audit notes', place: '`Rollback / escalation`' }
      }
    ]
  ],
  [
    'the first section missing',
    { files: { 'README.md': (text) => text.replace('## Scope', '## Words before') } },
    [
      {
        id: 'missing',
        file: 'README.md',
        at: '1:1-1:25',
        text: '# Work queue has stopped',
        data: { section: 'Scope', place: 'the introduction' }
      }
    ]
  ],
  [
    'no section at all, nor a title',
    { files: { 'README.md': 'The queue has stopped.\n' } },
    [
      { id: 'missing', file: 'README.md', at: '1:1-1:1', data: { section: 'Action steps', place: 'the introduction' } },
      {
        id: 'missing',
        file: 'README.md',
        at: '1:1-1:1',
        data: { section: 'Diagnosis flow', place: 'the introduction' }
      },
      {
        id: 'missing',
        file: 'README.md',
        at: '1:1-1:1',
        data: { section: 'Evidence & audit notes', place: 'the introduction' }
      },
      {
        id: 'missing',
        file: 'README.md',
        at: '1:1-1:1',
        data: { section: 'Immediate safety checks', place: 'the introduction' }
      },
      {
        id: 'missing',
        file: 'README.md',
        at: '1:1-1:1',
        data: { section: 'Post-incident follow-ups', place: 'the introduction' }
      },
      {
        id: 'missing',
        file: 'README.md',
        at: '1:1-1:1',
        data: { section: 'Rollback / escalation', place: 'the introduction' }
      },
      { id: 'missing', file: 'README.md', at: '1:1-1:1', data: { section: 'Scope', place: 'the introduction' } },
      { id: 'missing', file: 'README.md', at: '1:1-1:1', data: { section: 'Verification', place: 'the introduction' } },
      {
        id: 'missing',
        file: 'README.md',
        at: '1:1-1:1',
        data: { section: 'When not to use', place: 'the introduction' }
      },
      { id: 'missing', file: 'README.md', at: '1:1-1:1', data: { section: 'When to use', place: 'the introduction' } }
    ]
  ],
  [
    'an alias',
    { files: { 'README.md': (text) => text.replace('## When to use', '## Symptoms') } },
    [
      {
        id: 'other-name',
        file: 'README.md',
        at: '12:1-12:12',
        text: '## Symptoms',
        data: { heading: 'Symptoms', section: 'When to use' }
      }
    ]
  ],
  [
    'a section in two parts',
    {
      files: {
        'README.md#rollback--escalation': '## Rollback / escalation\n\nRoll back [Action 1].\n\n## Contacts\n\n- `____`'
      }
    },
    [
      {
        id: 'duplicate',
        file: 'README.md',
        at: '108:1-108:12',
        text: '## Contacts',
        data: { heading: 'Contacts', section: 'Rollback / escalation', line: '104' }
      }
    ]
  ]
])
