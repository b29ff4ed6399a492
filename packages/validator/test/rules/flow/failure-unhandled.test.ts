import { testRule } from '../../support/test-rule.js'

const branches =
  '- **If `0`**: well. **STOP: resolved**\n- **If late**: **STOP: escalate**\n- **Otherwise**: **STOP: escalate**'
const step = (language: string, code: string, rest = branches) => ({
  files: { 'README.md#step-1-count-what-waits': `\`\`\`${language}\n${code}\n\`\`\`\n\n${rest}` }
})
const finding = (exits: string) => ({
  id: 'unhandled',
  file: 'README.md',
  text: '**If `0`**',
  data: { step: 'Step 1', exits }
})

testRule('flow/failure-unhandled', [
  ['a query', step('sql', 'select 0;'), [{ ...finding('`exit 1` or `exit 2` or `exit 3`'), at: '49:3-49:13' }]],
  ['a script', step('js', 'console.log(0)'), [{ ...finding('`exit 1`'), at: '49:3-49:13' }]],
  ['a command that decides', step('bash', '(\n  df -h\n)'), [{ ...finding('`exit 1`'), at: '51:3-51:13' }]],
  [
    'printing only when all went well',
    step('bash', 'df -h &&\n  printf ok'),
    [{ ...finding('`exit 1`'), at: '50:3-50:13' }]
  ],
  [
    'a way out before the end',
    step('bash', '(\n  df -h || exit\n  printf ok\n)'),
    [{ ...finding('`exit 1`'), at: '52:3-52:13' }]
  ],
  [
    'only exit 0 is named',
    step('sql', 'select 0;', '- **If `exit 0`**: well. **STOP: resolved**\n- **Otherwise**: **STOP: escalate**'),
    [{ ...finding('`exit 1` or `exit 2` or `exit 3`'), text: '**If `exit 0`**', at: '49:3-49:18' }]
  ],
  [
    'a script that prints whatever happened',
    step('bash', "(\n  if df -h; then\n    printf 'ok\\n'\n  else\n    printf 'failed\\n'\n  fi\n)"),
    []
  ],
  ['anything else escalates', step('sql', 'select 0;', '- **If `0`**: well. **STOP: resolved**'), []],
  ['a pipe into tee', step('bash', 'df -h | tee "$EVIDENCE_DIR/disk.txt"'), []],
  ['one line that prints', step('bash', 'printf 0'), []],
  [
    'people decide',
    step('sql', 'select 0;', '- **If it is red**: **STOP: escalate**\n- **Otherwise**: **STOP: resolved**'),
    []
  ],
  ['no command', { files: { 'README.md#step-1-count-what-waits': branches } }, []]
])
