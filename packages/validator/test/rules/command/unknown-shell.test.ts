import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

testRule('command/unknown-shell', [
  [
    'zsh',
    inStep('zsh', 'arr=(a b); echo $arr[1]'),
    [{ id: 'unknown', file: 'README.md', at: '45:4-45:7', text: 'zsh', data: { language: 'zsh' } }]
  ],
  [
    'fish',
    inStep('fish', 'set x 1; echo $x'),
    [{ id: 'unknown', file: 'README.md', at: '45:4-45:8', text: 'fish', data: { language: 'fish' } }]
  ],
  [
    'in capitals',
    inStep('Ksh', 'print 1'),
    [{ id: 'unknown', file: 'README.md', at: '45:4-45:7', text: 'Ksh', data: { language: 'Ksh' } }]
  ],
  ['bash', inStep('bash', 'echo 1'), []],
  ['sh', inStep('sh', 'echo 1'), []],
  ['output', inStep('text', '1'), []]
])
