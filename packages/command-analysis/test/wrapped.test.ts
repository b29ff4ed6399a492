// However it is wrapped, what is not read-only alone is not read-only.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { classify } from './support/classify.js'

const HARMFUL = [
  'rm -rf /srv/app',
  'systemctl restart app',
  'kubectl delete pod x',
  'find . -delete',
  'printf x > /etc/x',
  'psql "$DATABASE_URL" -c "delete from a"',
  'curl -X DELETE "$URL"',
  'unheard-of --list',
  '$TOOL x'
]
const HARMLESS = ['ls', 'date', 'cat /etc/hosts', 'psql "$DATABASE_URL" -c "select 1"', 'curl -s "$URL"', 'true']
const WRAPPERS: readonly ((code: string, other: string) => string)[] = [
  (code) => `( ${code} )`,
  (code) => `{ ${code}; }`,
  (code, other) => `${other}; ${code}`,
  (code, other) => `${other} && ${code}`,
  (code, other) => `${other} || ${code}`,
  (code, other) => `${other} | ${code}`,
  (code, other) => `${code} | ${other}`,
  (code, other) => `if ${code}; then ${other}; fi`,
  (code, other) => `if ${other}; then ${code}; else ${other}; fi`,
  (code, other) => `while ${other}; do ${code}; done`,
  (code) => `for a in 1 2; do ${code}; done`,
  (code) => `case x in x) ${code} ;; esac`,
  (code) => `f() { ${code}; }; f`,
  (code) => `echo "$( ${code})"`,
  (code) => `x=$( ${code})`,
  (code) => `cat <( ${code})`,
  (code) => `! ${code}`,
  (code) => `${code} &`,
  (code) => `cat <<EOF\n$( ${code})\nEOF`,
  (code) => `[ -n "$( ${code})" ]`,
  (code) => `[[ -n "$( ${code})" ]]`,
  (code) => `echo "\${x:-$( ${code})}"`,
  (code) => `(( x = $( ${code}) ))`
]

test('a command in any wrapper', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...HARMFUL),
      fc.array(fc.tuple(fc.constantFrom(...WRAPPERS), fc.constantFrom(...HARMLESS)), { minLength: 1, maxLength: 3 }),
      (harmful, wrappers) => {
        const code = wrappers.reduce((inner, [wrap, other]) => wrap(inner, other), harmful)
        expect(classify('bash', code).effect, code).not.toBe('read-only')
      }
    ),
    { numRuns: 600 }
  )
})

test('wrapping alone makes nothing unknown', () => {
  for (const wrap of WRAPPERS) {
    for (const other of HARMLESS) {
      const code = wrap('ls', other)
      expect([code, classify('bash', code).effect]).toEqual([code, 'read-only'])
    }
  }
})

test('any text of shell signs is classified, and never one with a program that is not known', () => {
  const words = fc.constantFrom(
    ...'; | & && || ( ) { } $( ) ` " \' > < << <<< $x if then fi do done for in case esac rm unheard-of ls -rf / ! \n'.split(
      ' '
    )
  )
  fc.assert(
    fc.property(fc.array(words, { maxLength: 25 }), (parts) => {
      const { effect, reasons } = classify('bash', `unheard-of\n${parts.join(' ')}`)
      expect([effect === 'read-only', reasons.length > 0]).toEqual([false, true])
    }),
    { numRuns: 400 }
  )
})
