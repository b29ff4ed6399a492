// No snippet may make a parser hang, crash or give a place outside the text.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { registry } from '../src/core.js'
import { inStep } from './support/commands.js'
import { validatePatched } from './support/patch.js'

const rules = registry.filter(({ code }) => code.startsWith('command/'))
const LANGUAGES = ['bash', 'sql', 'js', 'json', 'ts', 'python', '']

/** Takes about a second at most, on a machine that others use too. */
function expectFast(language: string, code: string): void {
  const start = performance.now()
  const { source, diagnostics } = validatePatched(inStep(language, code), rules)
  expect(performance.now() - start).toBeLessThan(5000)
  for (const { code: rule, range } of diagnostics) {
    expect(range.end.offset, rule).toBeGreaterThanOrEqual(range.start.offset)
    expect(range.end.offset, rule).toBeLessThanOrEqual(
      Math.max(source.readme?.text.length ?? 0, source.packJson?.text.length ?? 0)
    )
  }
}

describe.each(LANGUAGES)('in a fence of %j', (language) => {
  const hostile: Readonly<Record<string, string>> = {
    parentheses: '('.repeat(32_000),
    'closed parentheses': `${'('.repeat(90)}1${')'.repeat(90)}`,
    substitutions: '$('.repeat(16_000),
    'back-ticks': ' `a'.repeat(10_000),
    braces: '{ '.repeat(16_000),
    conditions: 'if true; then '.repeat(2_000),
    'here-documents': 'cat <<A '.repeat(4_000),
    quotes: `"$(\``.repeat(8_000),
    'single quotes': `'a`.repeat(16_000),
    'dollar quotes': '$a$ $b$ '.repeat(4_000),
    'a long sum': `select 1${'+1'.repeat(15_000)}`,
    'a long condition': `a${' || a'.repeat(6_000)}`,
    'a long pipeline': `a${' | a'.repeat(6_000)}`,
    'unary signs': `select ${'- '.repeat(15_000)}1`,
    nots: `${'!'.repeat(30_000)}1`,
    arrows: `${'a=>'.repeat(10_000)}1`,
    'template literals': '`${'.repeat(90),
    'angle brackets': '<a '.repeat(10_000),
    'case expressions': `select ${'case when true then '.repeat(1_500)}`,
    comments: '/*'.repeat(16_000),
    'psql variables': ":'a".repeat(10_000),
    'meta-commands': '\\set a `'.repeat(3_000),
    'loops in loops': `${'for a in 1 2 3 4 5 6 7 8 9; do '.repeat(20)}echo "$a$a$a$a$a$a$a$a"${'; done'.repeat(20)}`,
    'too long': 'echo a\n'.repeat(6_000),
    'NUL and control characters': '\u0001\u001B[2J\u0007'.repeat(100),
    'lone surrogates': '\uD800'.repeat(100),
    prototypes: '__proto__ constructor toString hasOwnProperty\nconstructor=1 toString\n'
  }

  it.each(Object.entries(hostile))('%s', (_, code) => expectFast(language, code))

  it('any text of its signs', () => {
    const signs = `$ ( ) { } [ ] ' " \` \\ ; | & < > # ! = + - * / : , . \n a A 1 if then fi do done case in esac function select from where begin end $$ <<E E :'a' /* */ => await psql node -c`
    const text = fc.array(fc.constantFrom(...signs.split(' ')), { maxLength: 60 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(text, (code) => expectFast(language, code.replaceAll('```', '``'))),
      { numRuns: 60, seed: 1 }
    )
  })
})
