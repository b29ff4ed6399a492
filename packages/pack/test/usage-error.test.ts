// What a machine refuses is said in words, with a next step, and is no fault of keys.
import { readdirSync, symlinkSync, mkdtempSync, rmSync, openSync, constants } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { isRefusal, refusalText } from '../src/usage-error.js'

test.each(['EIO', 'ENFILE', 'ELOOP', 'ESTALE', 'EACCES', 'EROFS', 'ENOSPC', 'EDQUOT', 'EMFILE', 'ENXIO', 'EBUSY'])(
  '%s of a file is named, with what is wrong and what to do',
  (code) => {
    const error = Object.assign(new Error(`${code}: as the system says it, read`), { code, path: '/packs/a/README.md' })
    expect(isRefusal(error)).toBe(true)
    const [what, help, ...rest] = refusalText(error).split('\n')
    expect(what).toMatch(/^\/packs\/a\/README\.md: [^:]+\.$/)
    expect(what).not.toContain(code)
    expect(help).toMatch(/^[A-Z].{10,}\.$/)
    expect(rest).toEqual([''])
  }
)

test('so is what a real link and a real folder refuse', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-refusal-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  symlinkSync('loop', join(folder, 'loop'))
  for (const act of [() => readdirSync(join(folder, 'loop')), () => openSync(folder, constants.O_WRONLY)]) {
    expect(act).toThrow(expect.toSatisfy(isRefusal))
  }
})

test.each([
  new TypeError('of a program'),
  Object.assign(new Error('x'), { code: 'ERR_INVALID_ARG_TYPE' }),
  'EIO',
  null
])('what no machine refused is a fault: %s', (error) => {
  expect(isRefusal(error)).toBe(false)
})
