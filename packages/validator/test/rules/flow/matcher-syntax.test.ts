import { expect, it } from 'vitest'
import { ruleOf, validatePatched } from '../../support/patch.js'
import { testRule } from '../../support/test-rule.js'

const branch = (matcher: string) => ({
  files: { 'README.md': (text: string) => text.replace('If `0`', `If \`${matcher}\``) }
})
const finding = (id: string, matcher: string, data: Record<string, string> = {}) => ({
  id,
  file: 'README.md',
  text: `\`${matcher}\``,
  data: { matcher, ...data }
})

testRule('flow/matcher-syntax', [
  [
    'an exit status that does not exist',
    branch('exit 300'),
    [
      {
        ...finding('unreadable', 'exit 300', { reason: 'an exit status is a whole number from 0 to 255' }),
        at: '52:8-52:18'
      }
    ]
  ],
  [
    'a comparison without a number',
    branch('> many'),
    [{ ...finding('unreadable', '> many', { reason: 'a comparison needs a number after its sign' }), at: '52:8-52:16' }]
  ],
  [
    'in Expected',
    { files: { 'README.md': (text) => text.replace('**Expected**: `0`', '**Expected**: `/a/g`') } },
    [
      {
        ...finding('unreadable', '/a/g', { reason: 'the flags of a regular expression are i, m and s, each once' }),
        at: '50:15-50:21'
      }
    ]
  ],
  [
    'lookahead',
    branch('/a(?=b)/'),
    [{ ...finding('not-re2', '/a(?=b)/', { reason: 'unsupported Perl syntax', part: '(?=' }), at: '52:8-52:18' }]
  ],
  [
    'a backreference',
    branch('/(a)\\1/'),
    [{ ...finding('not-re2', '/(a)\\1/', { reason: 'unknown escape sequence', part: '\\1' }), at: '52:8-52:17' }]
  ],
  ['everything', branch('/.*/'), [{ ...finding('everything', '/.*/'), at: '52:8-52:14' }]],
  ['nothing', branch('/(?:)/'), [{ ...finding('everything', '/(?:)/'), at: '52:8-52:16' }]],
  [
    'more work than is fair',
    branch(`/${'a{1000}'.repeat(30)}/`),
    [
      {
        ...finding('costly', ''),
        text: `\`/${'a{1000}'.repeat(30)}/\``,
        data: { matcher: `${`/${'a{1000}'.repeat(30)}/`.slice(0, 200)}…` },
        at: '52:8-52:222'
      }
    ]
  ],
  ['an expression that would run for ever elsewhere', branch('/^(a+)+$/m'), []],
  ['what tells answers apart', branch('/^$/'), []],
  ['any word', branch('/\\S/'), []],
  ['all other kinds', branch('5xx` or `> 0` or `exit 255` or `empty` or `/no rows/ims'), []]
])

it('does not compile for minutes', () => {
  const conditions = Array.from({ length: 300 }, (_, index) => `/${'a{1000}'.repeat(10)}${index}/`)
  const started = performance.now()
  const { diagnostics } = validatePatched(branch(conditions.join('` or `')), [ruleOf('flow/matcher-syntax')])
  expect(diagnostics.length).toBeGreaterThan(290)
  expect(performance.now() - started).toBeLessThan(5000)
})
