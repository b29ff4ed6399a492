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
    ]
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
    ]
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
    ]
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
    ]
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
  ]
])
