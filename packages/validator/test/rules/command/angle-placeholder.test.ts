import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

testRule('command/angle-placeholder', [
  [
    'in a shell, once each',
    inStep('bash', ['kubectl logs <pod> -n <your namespace>', 'kubectl get pod <pod>'].join('\n')),
    [
      { id: 'placeholder', file: 'README.md', at: '46:14-46:19', text: '<pod>', data: { placeholder: '<pod>' } },
      {
        id: 'placeholder',
        file: 'README.md',
        at: '46:23-46:39',
        text: '<your namespace>',
        data: { placeholder: '<your namespace>' }
      }
    ]
  ],
  [
    'in a quoted address',
    inStep('bash', 'curl "http://localhost/<endpoint-id>"'),
    [
      {
        id: 'placeholder',
        file: 'README.md',
        at: '46:24-46:37',
        text: '<endpoint-id>',
        data: { placeholder: '<endpoint-id>' }
      }
    ]
  ],
  [
    'in SQL',
    inStep('sql', 'select 1 from jobs where id = <id>;'),
    [{ id: 'placeholder', file: 'README.md', at: '46:31-46:35', text: '<id>', data: { placeholder: '<id>' } }]
  ],
  [
    'in the words of a text that is not a pack, and in a transcript',
    {
      files: {
        'README.md':
          '# A\n\n## Fix\n\n1. Run `kubectl delete pod <pod> -n shop`.\n2. Then:\n\n   ```console\n   $ kubectl get pods\n   NAME\n   $ kubectl get pod <name>\n   ```\n'
      }
    },
    [
      { id: 'placeholder', file: 'README.md', at: '5:28-5:33', text: '<pod>', data: { placeholder: '<pod>' } },
      { id: 'placeholder', file: 'README.md', at: '11:22-11:28', text: '<name>', data: { placeholder: '<name>' } }
    ]
  ],
  [
    'what is none',
    inStep(
      'bash',
      ['cat <<EOF>x', '<html><job>1</job>', 'EOF', "grep -P '(?<name>a)' < a > b", "test 1 '<' 2"].join('\n')
    ),
    []
  ],
  ['comparisons', inStep('sql', 'select a <b, b> c, a <> b from jobs;'), []]
])
