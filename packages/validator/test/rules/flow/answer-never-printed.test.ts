import { testRule } from '../../support/test-rule.js'

const step = (code: string, expected: string, ...lines: readonly string[]) => ({
  files: {
    'README.md#step-1-count-what-waits': [
      `\`\`\`bash\n${code}\n\`\`\`\n`,
      `**Expected**: ${expected}\n`,
      ...lines
    ].join('\n')
  }
})
const OTHERWISE = '- **Otherwise**: **STOP: escalate**'
const NONE = '- **If `none`**: on. Continue to [Verify 1].'
const SOME = '- **If `some`**: on. Continue to [Action 1].'
const CODE = `[ -f a ] && printf 'none\\n' || printf 'some\\n'`
const ANSWERS = '`none`, `some`'

testRule('flow/answer-never-printed', [
  ['each word has its branch', step(CODE, '`none`', NONE, SOME, OTHERWISE), []],
  [
    'a branch for a word that is never printed, and a word without a branch',
    step(CODE, '`none`', NONE, '- **If `partly`**: on. Continue to [Action 1].', OTHERWISE),
    [
      { id: 'unknown', file: 'README.md', at: '45:1-47:4', data: { step: 'Step 1', answer: 'some' } },
      {
        id: 'branch',
        file: 'README.md',
        at: '52:8-52:16',
        text: '`partly`',
        data: { matcher: 'partly', answers: ANSWERS }
      }
    ]
  ],
  [
    'an Expected that is never printed',
    step(CODE, '`broken`', NONE, SOME, OTHERWISE),
    [
      {
        id: 'expected',
        file: 'README.md',
        at: '49:15-49:23',
        text: '`broken`',
        data: { matcher: 'broken', answers: ANSWERS }
      }
    ]
  ],
  [
    'numbers, classes and nothing',
    step(CODE, '`none`', '- **If `5xx` or `> 3` or `empty`**: on. Continue to [Verify 1].', NONE, SOME, OTHERWISE),
    [
      { id: 'branch', file: 'README.md', at: '51:8-51:13', data: { matcher: '5xx', answers: ANSWERS } },
      { id: 'branch', file: 'README.md', at: '51:17-51:22', data: { matcher: '> 3', answers: ANSWERS } },
      { id: 'branch', file: 'README.md', at: '51:26-51:33', data: { matcher: 'empty', answers: ANSWERS } }
    ]
  ],
  [
    'patterns, statuses',
    step(
      CODE,
      '`none`',
      '- **If `/^N|some/i`**: on. Continue to [Verify 1].',
      '- **If `exit 3`**: on. Continue to [Action 1].',
      OTHERWISE
    ),
    []
  ],
  ['a word that the step leaves to what is not written', step(CODE, '`none`', NONE), []],
  ['what a program prints', step('date', '`none`', NONE, SOME, OTHERWISE), []]
])
