import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

testRule('command/asks-a-person', [
  [
    'what waits at the terminal',
    inStep(
      'bash',
      [
        'sudo systemctl status app',
        "read -r -p 'Go on? ' answer",
        'ssh host uptime',
        'npm login',
        'psql -W',
        'vi a',
        'read -r x < /dev/tty'
      ].join('\n')
    ),
    [
      { id: 'asks', file: 'README.md', at: '46:1-46:26', text: 'sudo systemctl status app', data: { name: 'sudo' } },
      { id: 'asks', file: 'README.md', at: '47:1-47:28', data: { name: 'read' } },
      { id: 'asks', file: 'README.md', at: '48:1-48:16', text: 'ssh host uptime', data: { name: 'ssh' } },
      { id: 'asks', file: 'README.md', at: '49:1-49:10', text: 'npm login', data: { name: 'npm' } },
      { id: 'asks', file: 'README.md', at: '50:1-50:8', text: 'psql -W', data: { name: 'psql' } },
      { id: 'asks', file: 'README.md', at: '51:1-51:5', text: 'vi a', data: { name: 'vi' } },
      { id: 'asks', file: 'README.md', at: '52:1-52:21', text: 'read -r x < /dev/tty', data: { name: 'read' } }
    ]
  ],
  [
    'what is given its answer',
    inStep(
      'bash',
      [
        'sudo -n date',
        'while read -r line; do echo "$line"; done < a',
        'date | while read -r line; do echo "$line"; done',
        'read -r a b <<< "$(date)"',
        'ssh -o BatchMode=yes host uptime',
        'each() { read -r a; }; date | each',
        'psql -wXc "select 1"'
      ].join('\n')
    ),
    []
  ]
])
