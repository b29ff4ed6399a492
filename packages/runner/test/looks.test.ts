// Keys of others, read out of a file or a table: no session knows them, and they are masked by their form.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createMasker } from '../src/index.js'

const masker = createMasker([])
const MARKER = '[hidden: looks like a secret]'
const LETTERS = 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA'

const TOKENS = [
  ['sk', 'live', LETTERS].join('_'),
  ['rk', 'test', LETTERS].join('_'),
  `whsec_${LETTERS}`,
  `ghp_${LETTERS}abcd`,
  `github_pat_11AB_${LETTERS}`,
  `glpat-${LETTERS}`,
  `xoxb-1234567890-${LETTERS}`,
  `npm_${LETTERS}abcd`,
  `AIza${LETTERS}abc`,
  `sk-proj-${LETTERS}`,
  `sk-ant-api03-${LETTERS}`,
  'AKIAABCDEFGH12345678',
  `eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.${LETTERS}`,
  `https://hooks.slack.com/services/T00000000/B00000000/${LETTERS}`,
  `-----BEGIN RSA PRIVATE KEY-----\n${LETTERS}${LETTERS}\n${LETTERS}=\n-----END RSA PRIVATE KEY-----`
]

test.each(TOKENS)('%s', (token) => {
  for (const around of [
    (text: string) => text,
    (text: string) => `key: "${text}", next`,
    (text: string) => `a=${text}\nb`
  ])
    expect(masker.mask(around(token))).toBe(around(MARKER))
})

describe('words that are none stay', () => {
  test.each([
    'sk_live_',
    'the prefix is ghp_ or npm_install',
    'npm_config_registry=https://registry.npmjs.org',
    'AKIA is how they begin',
    'risk_live_migration_of_everything_1234',
    'task-proj-alpha-beta-gamma-delta',
    'eyJ.eyJ.x',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    'BEGIN; -- PRIVATE KEY'
  ])('%s', (text) => expect(masker.mask(text)).toBe(text))
})

test('property: in parts it is masked as in one, and nothing else is lost', () => {
  const words = fc.array(
    fc.oneof(fc.constantFrom(...TOKENS), fc.string({ maxLength: 8 }), fc.constantFrom('sk_', '-----', 'ey', '\n', ' ')),
    { maxLength: 8 }
  )
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 40 }), (parts, size) => {
      const text = parts.join(' ')
      const filter = masker.stream()
      let masked = ''
      for (let at = 0; at < text.length; at += size) masked += filter.push(text.slice(at, at + size))
      expect(masked + filter.end()).toBe(masker.mask(text))
    }),
    { numRuns: 200 }
  )
})

test('a word that cannot become a token is not held back', () => {
  const filter = masker.stream()
  expect(filter.push('Uploading 45')).toBe('Uploading 45')
  expect(filter.push(' done\nghp_abc')).toBe(' done\n')
  expect(filter.end()).toBe('ghp_abc')
})

test('a long word without any end takes time that is linear', () => {
  const filter = masker.stream()
  let length = 0
  for (let part = 0; part < 200; part++) length += filter.push('QUJD'.repeat(4096)).length
  expect(length + filter.end().length).toBe(200 * 4 * 4096)
})
