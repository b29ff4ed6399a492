// What a real bash runs, against what is said of it: no script that makes a file is called read-only.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { classify } from './support/classify.js'
import { COUNTING, WRAPPERS } from './support/wrappers.js'

const folder = mkdtempSync(join(tmpdir(), 'keys-real-bash-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Whether a script makes a file when it is really run. */
function acts(code: string): boolean {
  const canary = join(folder, 'canary')
  rmSync(canary, { force: true })
  spawnSync('bash', ['-c', code], { cwd: folder, timeout: 5000, stdio: 'ignore', env: { PATH: process.env['PATH'] } })
  return existsSync(canary)
}

const WORDS =
  `canary touch 'touch canary' "touch canary" $x \${x} "$x" \${x:-touch} \${x#a} $(x) ; && || | & ( ) { } x=touch x= x=echo y=canary unset local
  f() f if true then else fi while false do done for case in esac eval command env exec trap EXIT set -- declare -n export printf -v
  read <<< << EOF \n \\ ' " \` # ! [[ ]] (( )) a[0] : echo xargs bash -c timeout 5 $1 "$@" *`.split(/\s+/)
const scripts = fc
  .array(fc.constantFrom(...WORDS), { minLength: 2, maxLength: 9 })
  .map((words) => words.join(' ').replaceAll('\\n', '\n'))

test('scripts of random signs', () => {
  fc.assert(
    fc.property(
      scripts,
      fc.constantFrom('', 'x=touch; ', 'x="touch canary"; ', 'f() { touch canary; }; '),
      (tail, head) => {
        const code = `${head}${tail}`
        if (classify('bash', code).effect === 'read-only') expect([code, acts(code)]).toEqual([code, false])
      }
    ),
    { numRuns: 3000 }
  )
})

test('values that come and go', () => {
  const settings = fc.constantFrom(
    'x=echo',
    'x=',
    'unset x',
    '(x=echo)',
    'x=echo true',
    'x=echo | cat',
    'if false; then x=echo; fi',
    'x=echo &',
    'f() { x=echo; }',
    'false && x=echo',
    'local x',
    'for x in echo; do :; done',
    'read -r x <<< echo',
    'printf -v x echo',
    ': "${x:=echo}"',
    'x=echo :'
  )
  fc.assert(
    fc.property(
      fc.array(settings, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('$x touch canary', '"$x" touch canary', '$x $x touch canary', '${x}touch canary'),
      (before, call) => {
        const code = [...before, call].join('\n')
        if (classify('bash', code).effect === 'read-only') expect([code, acts(code)]).toEqual([code, false])
      }
    ),
    { numRuns: 600 }
  )
})

test('a command that makes a file, in any wrapper', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...WRAPPERS, ...COUNTING), { minLength: 1, maxLength: 4 }), (wrappers) => {
      const code = wrappers.reduce((inner, wrap) => wrap(inner, 'true'), 'touch canary')
      if (classify('bash', code).effect === 'read-only') expect([code, acts(code)]).toEqual([code, false])
    }),
    { numRuns: 300 }
  )
})
