import { testRule } from '../../support/test-rule.js'

const branches = (...conditions: string[]) => ({
  files: {
    'README.md#step-1-count-what-waits': [
      '```sql\nselect 1;\n```\n',
      ...conditions.map((condition) => `- **If ${condition}**: on. **STOP: escalate**`)
    ].join('\n')
  }
})
const same = (matcher: string) => ({ id: 'same', file: 'README.md', text: `\`${matcher}\``, data: { matcher } })
const inside = (matcher: string, earlier: string) => ({
  id: 'inside',
  file: 'README.md',
  text: `\`${matcher}\``,
  data: { matcher, earlier }
})

testRule('flow/overlapping-matchers', [
  ['equal literals', branches('`a` or `b`', '`b` or `c`'), [{ ...same('b'), at: '50:8-50:11' }]],
  [
    'equal exits and empty',
    branches('`exit 28` or `empty`', '`exit 28`', '`empty`'),
    [
      { ...same('exit 28'), at: '50:8-50:17' },
      { ...same('empty'), at: '51:8-51:15' }
    ]
  ],
  ['equal expressions', branches('`/a/i`', '`/a/`', '`/a/i`'), [{ ...same('/a/i'), at: '51:8-51:14' }]],
  ['equal comparisons', branches('`> 0`', '`>0`'), [{ ...same('>0'), at: '50:8-50:12' }]],
  ['a literal inside a class', branches('`4xx`', '`401` or `501`'), [{ ...inside('401', '4xx'), at: '50:8-50:13' }]],
  [
    'a literal inside a comparison',
    branches('`>= 10`', '`10` or `9` or `ten`'),
    [{ ...inside('10', '>= 10'), at: '50:8-50:12' }]
  ],
  ['a literal and an equal number', branches('`== 5`', '`5`'), [{ ...inside('5', '== 5'), at: '50:8-50:11' }]],
  [
    'a number inside a class',
    branches('`2xx`', '`== 204` or `== 304`'),
    [{ ...inside('== 204', '2xx'), at: '50:8-50:16' }]
  ],
  [
    'a class inside a comparison',
    branches('`>= 500`', '`5xx` or `4xx`'),
    [{ ...inside('5xx', '>= 500'), at: '50:8-50:13' }]
  ],
  [
    'a class beside a number',
    branches('`!= 404`', '`5xx` or `4xx`'),
    [{ ...inside('5xx', '!= 404'), at: '50:8-50:13' }]
  ],
  [
    'a comparison inside a wider one, the widest of several',
    branches('`> 5`', '`> 0`', '`>= 3` or `>= 0` or `== 2`', '`< 9`', '`<= 8` or `<= 9`', '`!= 9`'),
    [
      { ...inside('>= 3', '> 0'), at: '51:8-51:14' },
      { ...inside('== 2', '> 0'), at: '51:28-51:34' },
      { ...inside('<= 8', '< 9'), at: '53:8-53:14' }
    ]
  ],
  ['the same edge', branches('`>= 5`', '`> 5`'), [{ ...inside('> 5', '>= 5'), at: '50:8-50:13' }]],
  [
    'a comparison beside a number',
    branches('`!= 0`', '`> 0` or `>= 0`'),
    [{ ...inside('> 0', '!= 0'), at: '50:8-50:13' }]
  ],
  [
    'after exit 0 nothing but a failure is left',
    branches('`exit 0`', '`a`', '`exit 1`'),
    [{ ...inside('a', 'exit 0'), at: '50:8-50:11' }]
  ],
  [
    'narrow before wide, alternatives of one condition, what cannot be read',
    branches('`502`', '`5xx` or `503`', '`exit 300`', '`exit 300`'),
    []
  ]
])
