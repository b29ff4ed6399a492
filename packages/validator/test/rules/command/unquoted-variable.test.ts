import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

const found = (id: string, at: string, code: string) => ({ id, file: 'README.md', at, text: code, data: { code } })

testRule('command/unquoted-variable', [
  [
    'files and tests',
    inStep('bash', ['rm -f $EVIDENCE_DIR/x', 'mv a ${EVIDENCE_DIR}', '[ -n $missing ]', 'test -f $(ls)'].join('\n')),
    [
      found('unquoted', '46:7-46:20', '$EVIDENCE_DIR'),
      found('unquoted', '47:6-47:21', '${EVIDENCE_DIR}'),
      found('unquoted', '48:6-48:14', '$missing'),
      found('unquoted', '49:9-49:14', '$(ls)')
    ]
  ],
  ['one word', inStep('bash', '[ "$failed"=1 ]'), [found('one-word', '46:3-46:14', '"$failed"=1')]],
  [
    'a folder that may not be there',
    inStep('bash', '(\n  cd "$EVIDENCE_DIR"\n  rm -f x\n)'),
    [found('stays-in-folder', '47:3-47:21', 'cd "$EVIDENCE_DIR"')]
  ],
  [
    'quoted, numbers, comparisons, folders that are looked at',
    inStep(
      'bash',
      [
        'rm -f "$EVIDENCE_DIR/x" "${EVIDENCE_DIR}"/y',
        '[ $# = 1 ] && [ $? = 0 ]',
        '[ "$a" = 1 ] || [ -n "$a" ]',
        '[[ -n $a && $a == b ]]',
        'for x in $words; do echo $x; done',
        '(cd "$EVIDENCE_DIR" && rm -f x)',
        '(cd "$EVIDENCE_DIR" || exit; rm -f x)',
        '(cd "$EVIDENCE_DIR")'
      ].join('\n')
    ),
    []
  ]
])
