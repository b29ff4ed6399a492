import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

testRule('command/prompt-sign', [
  [
    'in bash, on each line',
    inStep('bash', ["$ psql -c 'select 1'", '  $ ls', 'admin@db:~$ ls'].join('\n')),
    [
      { id: 'prompt', file: 'README.md', at: '46:1-46:2', text: '$', data: { sign: '$' } },
      { id: 'prompt', file: 'README.md', at: '47:3-47:4', text: '$', data: { sign: '$' } },
      { id: 'prompt', file: 'README.md', at: '48:1-48:12', text: 'admin@db:~$', data: { sign: 'admin@db:~$' } }
    ],
    {
      'README.md': ["-$ psql -c 'select 1'", '-  $ ls', '-admin@db:~$ ls', "+psql -c 'select 1'", '+  ls', '+ls']
    }
  ],
  [
    'in SQL',
    inStep('sql', ['app=> select 1;', 'select 2;'].join('\n')),
    [{ id: 'prompt', file: 'README.md', at: '46:1-46:6', text: 'app=>', data: { sign: 'app=>' } }],
    { 'README.md': ['-app=> select 1;', '+select 1;'] }
  ],
  [
    'in a script',
    inStep('js', '> 1 + 1'),
    [{ id: 'prompt', file: 'README.md', at: '46:1-46:2', text: '>', data: { sign: '>' } }],
    { 'README.md': ['-> 1 + 1', '+1 + 1'] }
  ],
  [
    'without a language',
    inStep('', '% ls'),
    [{ id: 'prompt', file: 'README.md', at: '46:1-46:2', text: '%', data: { sign: '%' } }],
    { 'README.md': ['-% ls', '+ls'] }
  ],
  [
    'in a transcript of a text that is not a pack, where the reading leaves it out',
    {
      files: {
        'README.md': [
          '# A\n\n## Fix\n\n1. Look:\n\n   ```console',
          '   $ kubectl get pods\n   NAME\n   ```\n2. Then:\n\n   ```',
          '   root@db:/# systemctl restart shop\n   ```\n'
        ].join('\n')
      }
    },
    [
      { id: 'prompt', file: 'README.md', at: '8:4-8:5', text: '$', data: { sign: '$' } },
      { id: 'prompt', file: 'README.md', at: '14:4-14:14', text: 'root@db:/#', data: { sign: 'root@db:/#' } }
    ],
    {
      'README.md': [
        '-   $ kubectl get pods',
        '+   kubectl get pods',
        '-   root@db:/# systemctl restart shop',
        '+   systemctl restart shop'
      ]
    }
  ],
  [
    'none where a text that is not a pack has none',
    {
      files: {
        'README.md':
          '# A\n\n## Fix\n\n1. Run `kubectl get pods`.\n2. Then:\n\n   > ```\n   > kubectl top pods\n   > ```\n'
      }
    },
    []
  ],
  [
    'what only looks like one',
    inStep('bash', ["cat <<'EOF'", '$ ls', 'EOF', '# as root', "awk '{", " $ 1 }'"].join('\n')),
    []
  ]
])
