import { testRule } from '../../support/test-rule.js'

const definition = '[Action 1]: #action-1-release-the-held-jobs-reversible'
const replaced = (before: string, after: string) => ({
  files: { 'README.md': (text: string) => text.replace(before, after) }
})

testRule('flow/target-definition', [
  [
    'none, told once',
    {
      files: {
        'README.md': (text) =>
          text.replace(`${definition}\n`, '').replace('**STOP: escalate**\n\n## Action', '[Action 1]\n\n## Action')
      }
    },
    [
      {
        id: 'not-defined',
        file: 'README.md',
        at: '53:63-53:73',
        text: '[Action 1]',
        data: { label: 'Action 1', anchor: 'action-1-release-the-held-jobs-reversible' }
      }
    ],
    { 'README.md': ['+[Action 1]: #action-1-release-the-held-jobs-reversible'] }
  ],
  [
    'one that leads elsewhere',
    replaced(definition, '[Action 1]: #action-1-release-the-held-jobs'),
    [
      {
        id: 'elsewhere',
        file: 'README.md',
        at: '128:1-128:44',
        text: '[Action 1]: #action-1-release-the-held-jobs',
        data: {
          label: 'Action 1',
          url: '#action-1-release-the-held-jobs',
          anchor: 'action-1-release-the-held-jobs-reversible'
        }
      }
    ],
    {
      'README.md': [
        '-[Action 1]: #action-1-release-the-held-jobs',
        '+[Action 1]: #action-1-release-the-held-jobs-reversible'
      ]
    }
  ],
  [
    'a step that does not exist',
    replaced(definition, `${definition}\n[Action 2]: #action-2-gone`),
    [
      {
        id: 'no-step',
        file: 'README.md',
        at: '129:1-129:27',
        text: '[Action 2]: #action-2-gone',
        data: { label: 'Action 2' }
      }
    ],
    { 'README.md': ['-[Action 2]: #action-2-gone'] }
  ],
  [
    'words',
    replaced('Continue to [Action 1]', 'Continue with action 1'),
    [
      {
        id: 'no-link',
        file: 'README.md',
        at: '53:51-53:73',
        text: 'Continue with action 1',
        data: { words: 'Continue with action 1', label: 'Action 1' }
      }
    ],
    {
      'README.md': [
        '-- **If `> 0`**: a worker died while it held jobs. Continue with action 1.',
        '+- **If `> 0`**: a worker died while it held jobs. Continue with [Action 1].'
      ]
    }
  ],
  [
    'an inline link',
    replaced('Continue to [Action 1]', 'See [it](#action-1-release-the-held-jobs-reversible)'),
    [
      {
        id: 'no-link',
        file: 'README.md',
        at: '53:55-53:103',
        text: '[it](#action-1-release-the-held-jobs-reversible)',
        data: { words: '[it](#action-1-release-the-held-jobs-reversible)', label: 'Action 1' }
      }
    ]
  ],
  [
    'a step that no branch names, other links, a missing target',
    {
      files: {
        'README.md': (text) =>
          `${text.replace('Continue to [Verify 1]', 'Continue to [Step 9]')}[Step 9]: #gone\n[x]: #y\n`
      }
    },
    []
  ],
  [
    'no definitions at all',
    { files: { 'README.md': (text) => text.replace(/\n\[Check 1\]: [\s\S]*$/, '') } },
    [
      {
        id: 'not-defined',
        file: 'README.md',
        at: '37:49-37:57',
        data: { label: 'Step 1', anchor: 'step-1-count-what-waits' }
      },
      {
        id: 'not-defined',
        file: 'README.md',
        at: '52:43-52:53',
        data: { label: 'Verify 1', anchor: 'verify-1-the-queue-is-moving-within-5-minutes' }
      },
      {
        id: 'not-defined',
        file: 'README.md',
        at: '53:63-53:73',
        data: { label: 'Action 1', anchor: 'action-1-release-the-held-jobs-reversible' }
      }
    ],
    {
      'README.md': [
        '+',
        '+[Step 1]: #step-1-count-what-waits',
        '+[Action 1]: #action-1-release-the-held-jobs-reversible',
        '+[Verify 1]: #verify-1-the-queue-is-moving-within-5-minutes'
      ]
    }
  ],
  [
    'an address that has the title of another step',
    {
      files: {
        'README.md': (text) =>
          text.replace('[Step 1]: #step-1-count-what-waits', '[Step 1]: #step-4-the-database-answers')
      }
    },
    [
      {
        id: 'elsewhere',
        file: 'README.md',
        at: '127:1-127:39',
        data: { label: 'Step 1', url: '#step-4-the-database-answers', anchor: 'step-1-count-what-waits' }
      }
    ]
  ],
  [
    'a step that does not exist, and that the text names',
    {
      files: {
        'README.md': (text) => text.replace('Roll back [Action 1]', 'Roll back [Action 2]') + '[Action 2]: #gone\n'
      }
    },
    [{ id: 'no-step', file: 'README.md', at: '130:1-130:18', data: { label: 'Action 2' } }]
  ],
  [
    'an inline link whose words are the label',
    {
      files: {
        'README.md': (text) =>
          text.replace('Continue to [Action 1]', 'Continue to [action 1](#action-1-release-the-held-jobs-reversible)')
      }
    },
    [
      {
        id: 'no-link',
        file: 'README.md',
        at: '53:63-53:117',
        data: { words: '[action 1](#action-1-release-the-held-jobs-reversible)', label: 'Action 1' }
      }
    ],
    {
      'README.md': [
        '-- **If `> 0`**: a worker died while it held jobs. Continue to [action 1](#action-1-release-the-held-jobs-reversible).',
        '+- **If `> 0`**: a worker died while it held jobs. Continue to [Action 1].'
      ]
    }
  ],
  [
    'a step that does not exist, in words alone',
    replaced('Roll back [Action 1]', 'Roll back [Action 2]'),
    [{ id: 'names-nothing', file: 'README.md', at: '106:11-106:21', text: '[Action 2]', data: { label: 'Action 2' } }]
  ],
  [
    'the same in code, as a link of its own, and with a definition elsewhere',
    replaced('Roll back [Action 1]', 'Roll back [Action 1] (`[Action 2]`, [Action 3](#x), [text][Step 9], [Other 2])'),
    []
  ]
])
