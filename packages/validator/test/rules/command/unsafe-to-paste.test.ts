import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

testRule('command/unsafe-to-paste', [
  [
    'exit closes the terminal',
    inStep('bash', "psql -c 'select 1' || exit 1"),
    [{ id: 'live', file: 'README.md', at: '46:23-46:29', text: 'exit 1', data: { code: 'exit 1', effect: 'closes' } }]
  ],
  [
    'set -e, cd, umask and trap',
    inStep('bash', ['set -euo pipefail', 'umask 077', 'cd /srv && ls', "trap 'rm -f x' EXIT"].join('\n')),
    [
      {
        id: 'live',
        file: 'README.md',
        at: '46:1-46:18',
        text: 'set -euo pipefail',
        data: { code: 'set -euo pipefail', effect: 'changes the options of' }
      },
      {
        id: 'live',
        file: 'README.md',
        at: '47:1-47:10',
        text: 'umask 077',
        data: { code: 'umask 077', effect: 'changes the file mode of' }
      },
      {
        id: 'live',
        file: 'README.md',
        at: '48:1-48:8',
        text: 'cd /srv',
        data: { code: 'cd /srv', effect: 'leaves the folder of' }
      },
      {
        id: 'live',
        file: 'README.md',
        at: '49:1-49:20',
        text: "trap 'rm -f x' EXIT",
        data: { code: 'trap rm -f x EXIT', effect: 'leaves a trap in' }
      }
    ]
  ],
  [
    'in braces, in if and in a function it is the same shell',
    inStep('bash', ['{ cd /; }', 'if true; then exit; fi', 'leave() { exec > log; }'].join('\n')),
    [
      {
        id: 'live',
        file: 'README.md',
        at: '46:3-46:7',
        text: 'cd /',
        data: { code: 'cd /', effect: 'leaves the folder of' }
      },
      { id: 'live', file: 'README.md', at: '47:15-47:19', text: 'exit', data: { code: 'exit', effect: 'closes' } },
      {
        id: 'live',
        file: 'README.md',
        at: '48:11-48:21',
        text: 'exec > log',
        data: { code: 'exec', effect: 'replaces' }
      }
    ]
  ],
  [
    'in a subshell, a substitution, a pipeline, in the background',
    inStep(
      'bash',
      [
        '( set -e; umask 077; cd /; exit 1 )',
        'x=$(cd / && pwd)',
        'ls | { cd /; cat; }',
        '{ cd /; sleep 1; } &',
        'set -- a b',
        'umask',
        'trap -p'
      ].join('\n')
    ),
    []
  ],
  ['in a here-document it is text', inStep('bash', ["cat <<'EOF'", 'exit', 'EOF'].join('\n')), []]
])
