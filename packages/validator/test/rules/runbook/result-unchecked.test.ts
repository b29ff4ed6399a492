import { testRule } from '../../support/test-rule.js'

const text = (body: string): { files: Record<string, string> } => ({ files: { 'README.md': `# A\n\n${body}\n` } })

testRule('runbook/result-unchecked', [
  ['a section that verifies', text('## Fix\n\n1. Restart it.\n\n## Verification\n\n1. Check it.'), []],
  ['a line that says what is expected', text('## Fix\n\n1. Restart it.\n\n   Expected: `ok`'), []],
  ['nothing is done', text('## Diagnosis\n\n1. Check it.'), []],
  [
    'something is done, and nobody looks',
    text('## Fix\n\n1. Restart it.\n2. Wait.'),
    [{ id: 'unchecked', file: 'README.md', at: '5:4-5:15', text: 'Restart it.', data: {} }]
  ]
])
