import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { registryText, ruleCodes } from '../scripts/registry-text.js'
import * as validator from '../src/index.js'
import { registry } from '../src/core.js'

/** Opens with a capital, with code, with a value or with the name of a file. */
const SENTENCE = /^([\p{Lu}`{]|[a-z]+\.(json|md)\b).*[.?]$/u
/** An article, a count, code or a value: `expected` goes on after "Expected". */
const NAMED_THING = /^((an?|the|one|two|no|each|every|only|some|nothing|at (least|most))\b|[`"{])/
/** Words that only this project ever used; see docs/GLOSSARY.md for the ones that it uses now. */
const PRIVATE_WORDS = /\b(mends?|mended|told|deeds?|desk|tempting|rehears\w+|whoever|anew|heed|idle|seat)\b/i
const root = join(import.meta.dirname, '..')

it('has the registry that the folder of rules gives', () => {
  expect(readFileSync(join(root, 'src/registry.ts'), 'utf8')).toBe(registryText(root))
  expect(registry.map(({ code }) => code)).toEqual(ruleCodes(root))
})

it('has no page and no test without a rule', () => {
  const codes = new Set(ruleCodes(root))
  for (const folder of ['docs/rules', 'test/rules']) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(md|ts)$/.test(file)) continue
      expect(codes, `${folder}/${file}`).toContain(file.replaceAll('\\', '/').replace(/(\.test\.ts|\.md)$/, ''))
    }
  }
})

it('shows in CONTRIBUTING-RULES.md a rule as it is', () => {
  const text = readFileSync(join(root, 'CONTRIBUTING-RULES.md'), 'utf8')
  for (const file of ['src/rules/#.ts', 'docs/rules/#.md', 'test/rules/#.test.ts']) {
    expect(text).toContain(readFileSync(join(root, file.replace('#', 'runbook/evidence-listed')), 'utf8'))
  }
})

describe.each(registry.map((rule) => [rule.code, rule] as const))('%s', (code, rule) => {
  it('has a name in the one form, a page, a test and an address', () => {
    expect(code).toMatch(/^[a-z]+\/[a-z]+(-[a-z]+)*$/)
    expect(existsSync(join(root, 'docs/rules', `${code}.md`)), 'page').toBe(true)
    expect(existsSync(join(root, 'test/rules', `${code}.test.ts`)), 'test').toBe(true)
    expect(rule.url.endsWith(`/docs/rules/${code}.md`)).toBe(true)
    expect(validator.rulePage(code)).toContain(`# ${code}\n`)
  })

  it('says what it demands and what harm it prevents, in sentences', () => {
    for (const text of [rule.description, rule.rationale]) {
      expect(text).toMatch(SENTENCE)
      expect(text).not.toMatch(PRIVATE_WORDS)
    }
  })

  it.each(Object.entries(rule.messages))('words the message %s as all others', (id, { message, expected, help }) => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    // What is wrong: a sentence, perhaps with a question after it.
    expect(message).toMatch(SENTENCE)
    // Words that go on after "expected": no sentence of their own.
    expect(expected).toMatch(NAMED_THING)
    expect(expected).not.toMatch(/^(An?|The|Expected?|Use|Write|Add|There)\b|[.:;!?]$/)
    // How to fix it: a sentence in the imperative.
    expect(help).toMatch(/^\p{Lu}\p{Ll}+\b.*\.$/u)
    for (const text of [message, expected, help]) {
      expect(text).not.toMatch(/ {2}|\n|\b(must|should|please|invalid|sorry)\b/i)
      expect(text).not.toMatch(PRIVATE_WORDS)
      expect(text.replaceAll(/\{\w+\}/g, '')).not.toMatch(/[{}]/)
    }
  })
})
