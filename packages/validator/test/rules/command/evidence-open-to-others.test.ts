import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

const found = (id: string, at: string, command: string) =>
  ({ id, file: 'README.md', at, text: command, data: { command } }) as const

const lines = (...code: string[]) => inStep('bash', code.join('\n'))

testRule('command/evidence-open-to-others', [
  [
    'masks that let others read, by number and in letters',
    lines('umask 000', '(umask 022; date > a)', 'umask 0', 'umask u=rwx,go=rx', 'umask -S a+r', 'umask 007 && date'),
    [
      found('umask', '46:1-46:10', 'umask 000'),
      found('umask', '47:2-47:11', 'umask 022'),
      found('umask', '48:1-48:8', 'umask 0'),
      found('umask', '49:1-49:18', 'umask u=rwx,go=rx'),
      found('umask', '50:1-50:13', 'umask -S a+r'),
      found('umask', '51:1-51:10', 'umask 007')
    ]
  ],
  [
    'the folder is made without a mask, or before it',
    lines('mkdir -p "$EVIDENCE_DIR" || exit', 'umask 077'),
    [found('folder', '46:1-46:25', 'mkdir -p "$EVIDENCE_DIR"')]
  ],
  [
    'others are let in afterwards',
    lines('umask 077', 'chmod 755 "$EVIDENCE_DIR"', 'chmod -R o+r ${EVIDENCE_DIR}', 'chmod a+rx "$EVIDENCE_DIR/a"'),
    [
      found('opened', '47:1-47:26', 'chmod 755 "$EVIDENCE_DIR"'),
      found('opened', '48:1-48:29', 'chmod -R o+r ${EVIDENCE_DIR}'),
      found('opened', '49:1-49:29', 'chmod a+rx "$EVIDENCE_DIR/a"')
    ]
  ],
  [
    'in a script that a command runs',
    {
      files: {
        ...lines('bash "$RUNBOOK/scripts/check.sh"').files,
        'scripts/check.sh': '# umask 077\nmkdir -p "$EVIDENCE_DIR" || exit\n'
      }
    },
    [
      {
        id: 'folder',
        file: 'README.md',
        at: '46:16-46:32',
        text: 'scripts/check.sh',
        data: { command: 'mkdir -p "$EVIDENCE_DIR" (scripts/check.sh)' }
      }
    ]
  ],
  [
    'tight masks, modes of its own, folders of others, comments, words',
    lines(
      'umask 077',
      'umask 0077',
      'umask 027',
      'umask u=rwx,g=,o=',
      'umask go=',
      'umask',
      'umask -S',
      'mkdir -p "$EVIDENCE_DIR/a"',
      'chmod 700 "$EVIDENCE_DIR"',
      'chmod u+r "$EVIDENCE_DIR/a"',
      'chmod 755 ./build',
      '# umask 000',
      'printf "%s" "$umask"'
    ),
    []
  ],
  ['a mode of its own', lines('mkdir -p -m 700 "$EVIDENCE_DIR"', 'mkdir --mode=0700 "$EVIDENCE_DIR"'), []]
])
