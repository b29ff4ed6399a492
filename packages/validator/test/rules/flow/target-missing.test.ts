import { testRule } from '../../support/test-rule.js'

const continuing = (target: string) => (text: string) => text.replace('Continue to [Action 1]', target)
const manySteps = Array.from({ length: 30 }, (_, index) => `### Step ${index + 2}: Look ${index}\n`).join('\n')
const labels = '`Check 1`, `Step 1`, `Action 1`, `Verify 1`'

testRule('flow/target-missing', [
  [
    'a label without a step and without a definition',
    { files: { 'README.md': continuing('Continue to [Action 2]') } },
    [{ id: 'label', file: 'README.md', at: '53:63-53:73', text: '[Action 2]', data: { label: 'Action 2', labels } }]
  ],
  [
    'a label whose definition is still there',
    { files: { 'README.md': (text) => `${continuing('Continue to [Action 2]')(text)}[Action 2]: #action-2-gone\n` } },
    [{ id: 'label', file: 'README.md', at: '53:63-53:73', text: '[Action 2]', data: { label: 'Action 2', labels } }]
  ],
  [
    'words',
    { files: { 'README.md': continuing('Go to action 12') } },
    [
      {
        id: 'label',
        file: 'README.md',
        at: '53:51-53:66',
        text: 'Go to action 12',
        data: { label: 'Action 12', labels }
      }
    ]
  ],
  [
    'a link to an anchor that is no step',
    { files: { 'README.md': continuing('See [there](#the-way)') } },
    [
      {
        id: 'anchor',
        file: 'README.md',
        at: '53:55-53:72',
        text: '[there](#the-way)',
        data: { anchor: '#the-way', labels }
      }
    ]
  ],
  [
    'only some of many labels are told',
    {
      files: {
        'README.md': (text) =>
          continuing('Continue to [Action 2]')(text).replace('## Action steps', `${manySteps}\n## Action steps`)
      }
    },
    [
      {
        id: 'label',
        file: 'README.md',
        at: '53:63-53:73',
        data: {
          label: 'Action 2',
          labels:
            `\`Check 1\`, ${Array.from({ length: 19 }, (_, index) => `\`Step ${index + 1}\``).join(', ')}, ...`.slice(
              0,
              200
            ) + '…'
        }
      }
    ]
  ],
  ['a step in words', { files: { 'README.md': continuing('Continue with action 1') } }, []],
  [
    'a label whose definition has the title of a step',
    {
      files: {
        'README.md': (text) =>
          text.replace('Continue to [Action 1]', 'Continue to [Action 7]') +
          '[Action 7]: #action-7-release-the-held-jobs-reversible\n'
      }
    },
    [
      {
        id: 'label',
        file: 'README.md',
        at: '53:63-53:73',
        data: { label: 'Action 7', labels: '`Check 1`, `Step 1`, `Action 1`, `Verify 1`' }
      }
    ],
    {
      'README.md': [
        '-- **If `> 0`**: a worker died while it held jobs. Continue to [Action 7].',
        '+- **If `> 0`**: a worker died while it held jobs. Continue to [Action 1].'
      ]
    }
  ],
  [
    'a link to the title of a step under another number',
    {
      files: {
        'README.md': (text) =>
          text.replace('Continue to [Action 1]', 'See [there](#action-3-release-the-held-jobs-reversible)')
      }
    },
    [
      {
        id: 'anchor',
        file: 'README.md',
        at: '53:55-53:106',
        data: {
          anchor: '#action-3-release-the-held-jobs-reversible',
          labels: '`Check 1`, `Step 1`, `Action 1`, `Verify 1`'
        }
      }
    ],
    {
      'README.md': [
        '-- **If `> 0`**: a worker died while it held jobs. See [there](#action-3-release-the-held-jobs-reversible).',
        '+- **If `> 0`**: a worker died while it held jobs. See [there](#action-1-release-the-held-jobs-reversible).'
      ]
    }
  ],
  [
    'a label whose definition has the title of the second of two steps of one label: it would lead to the first',
    {
      files: {
        'README.md': (text) =>
          text
            .replace('Continue to [Action 1]', 'Continue to [Action 2]')
            .replace('## Verification', '### Action 1: Ask again\n\nDo it.\n\n## Verification') +
          '[Action 2]: #action-2-ask-again\n'
      }
    },
    [
      {
        id: 'label',
        file: 'README.md',
        at: '53:63-53:73',
        data: { label: 'Action 2', labels: '`Check 1`, `Step 1`, `Action 1`, `Action 1`, `Verify 1`' }
      }
    ]
  ]
])
