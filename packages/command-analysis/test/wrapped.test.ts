// However it is wrapped, what is not read-only alone is not read-only.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { classify } from './support/classify.js'
import { COUNTING, WRAPPERS } from './support/wrappers.js'

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
test('a command in any wrapper', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...HARMFUL),
      fc.array(fc.tuple(fc.constantFrom(...WRAPPERS, ...COUNTING), fc.constantFrom(...HARMLESS)), {
        minLength: 1,
        maxLength: 3
      }),
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
