import { testRule } from '../../support/test-rule.js'

const listed = (text: string) => ({ files: { 'README.md#evidence--audit-notes': text } })
const again = (write: string) => ({
  files: {
    'README.md': (text: string) =>
      text
        .replace(
          '## Diagnosis flow',
          '```bash\npsql -c "select 1" > "$EVIDENCE_DIR/held.txt"\n```\n\n## Diagnosis flow'
        )
        .replace('> "$EVIDENCE_DIR/held.txt" <<', `${write} <<`)
  }
})

testRule('runbook/evidence-kept', [
  ['a file that a step writes', listed('- held.txt: the jobs.'), []],
  ['what is no file', listed('- The answer of acme.net, v1.2, with its time.'), []],
  [
    'a file that nothing names',
    listed('- held.txt and left.txt: the jobs.'),
    [{ id: 'unnamed', file: 'README.md', at: '119:16-119:24', text: 'left.txt', data: { file: 'left.txt' } }]
  ],
  [
    'the state before, and after',
    again('> "$EVIDENCE_DIR/held.txt"'),
    [
      {
        id: 'overwritten',
        file: 'README.md',
        at: '74:51-74:75',
        text: '"$EVIDENCE_DIR/held.txt"',
        data: { file: 'held.txt', first: 'Check 1', step: 'Action 1' }
      }
    ]
  ],
  ['what goes on at its end', again('>> "$EVIDENCE_DIR/held.txt"'), []]
])
