import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const DOCS = join(import.meta.dirname, '../../../docs/gate')
const LINES = [...readdirSync(DOCS).map((name) => join(DOCS, name)), join(import.meta.dirname, '../README.md')].flatMap(
  (path) => readFileSync(path, 'utf8').split('\n')
)
const SETTINGS = LINES.filter((line) => /^\s*(?:\/\/\S+:)?_?(?:authToken|auth|password)\s*=/i.test(line))

test('every token in our lines to paste is bound to the address of the registry', () => {
  // A token without an address goes to whichever registry a repository chooses:
  // https://github.com/pnpm/pnpm/security/advisories/GHSA-cjhr-43r9-cfmw
  expect(SETTINGS.length).toBeGreaterThan(1)
  for (const line of SETTINGS) expect(line).toMatch(/^\/\/\S+\/:_authToken=/)
  expect(LINES.filter((line) => /always-auth/.test(line))).toEqual([])
})

test("yarn's token stands below a scope", () => {
  const place = LINES.findIndex((line) => line.includes('npmAuthToken:'))
  expect(LINES[place]).toMatch(/^ {4}npmAuthToken: /)
  expect(LINES.slice(place - 3, place)).toContain('npmScopes:')
})

test('every known case names the test that holds it', () => {
  const text = readFileSync(join(DOCS, 'SECURITY.md'), 'utf8')
  const cases = text.slice(text.indexOf('## Known cases'), text.indexOf('## Tokens'))
  const rows = cases.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| case'))
  expect(rows).toHaveLength(33)
  for (const row of rows) {
    const named = [...row.matchAll(/`([\w./]+\.test\.ts)` "([^"]+)"/g)]
    expect(named.length, row).toBeGreaterThan(0)
    for (const [, file = '', title = ''] of named)
      expect(readFileSync(join(import.meta.dirname, file), 'utf8').includes(title), `${file}: ${title}`).toBe(true)
  }
})
