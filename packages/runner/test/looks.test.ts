// Keys of others, read out of a file or a table: no session knows them, and they are masked by their form.
import * as fc from 'fast-check'
import { isSecretValue, SECRET_FORMS, secretPattern } from '@keys/schema'
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

test.each(SECRET_FORMS.map((form) => [form.name, form.begins[0] ?? '', form] as const))(
  'a %s (%s) is masked however it comes in parts, and taken for a secret as a value',
  (_, __, { end: ___, ...form }) => {
    const key = fc.stringMatching(new RegExp(`^${secretPattern(form)}$`), { maxLength: 80 })
    fc.assert(
      fc.property(key, fc.nat(120), fc.nat(120), (secret, first, second) => {
        const line = `{"token":"${secret}"} and so on\n`
        const [from, to] = [Math.min(first, second), Math.max(first, second)]
        const shown = `{"token":"${MARKER}"} and so on\n`
        const filter = masker.stream()
        const parts = [line.slice(0, from), line.slice(from, to), line.slice(to)].map((part) => filter.push(part))
        expect(parts.join('') + filter.end()).toBe(shown)
        expect(isSecretValue(secret)).toBe(true)
      }),
      { numRuns: 40 }
    )
  }
)

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
    'BEGIN; -- PRIVATE KEY',
    'see https://hooks.slack.com/services for how to make one',
    'https://discord.com/developers/docs/resources/webhook is the page of all fields',
    'https://acme.webhook.example/webhookb2/0123456789abcdef',
    'a sentence about sk-based names, npm_config_registry and the xoxo-sign',
    'ghp_short, glpat-short and hvs.short',
    'ASIAPACIFICREGION, AKIA'
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
