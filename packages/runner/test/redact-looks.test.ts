// Keys of well-known services, told by their form alone, whoever they belong to.
import fc from 'fast-check'
import { isSecretValue, SECRET_FORMS, secretPattern } from '@keys/schema'
import { expect, test } from 'vitest'
import { createLooksMasker } from '../src/secrets/redact-looks.js'

function masked(parts: readonly string[]): string {
  const masker = createLooksMasker()
  return parts.map((part) => masker.push(part)).join('') + masker.end()
}

test.each(SECRET_FORMS.map((form) => [form.name, form.begins[0] ?? '', form] as const))(
  'a %s (%s) is masked however it comes in parts, and taken for a secret as a value',
  (_, __, { end: ___, ...form }) => {
    const key = fc.stringMatching(new RegExp(`^${secretPattern(form)}$`), { maxLength: 80 })
    fc.assert(
      fc.property(key, fc.nat(120), fc.nat(120), (secret, first, second) => {
        const line = `{"token":"${secret}"} and so on\n`
        const [from, to] = [Math.min(first, second), Math.max(first, second)]
        const shown = '{"token":"[hidden: looks like a secret]"} and so on\n'
        expect(masked([line.slice(0, from), line.slice(from, to), line.slice(to)])).toBe(shown)
        expect(isSecretValue(secret)).toBe(true)
      }),
      { numRuns: 40 }
    )
  }
)

test.each([
  'see https://hooks.slack.com/services for how to make one',
  'https://discord.com/developers/docs/resources/webhook is the page of all fields',
  'https://acme.webhook.example/webhookb2/0123456789abcdef',
  'a sentence about sk-based names, npm_config_registry and the xoxo-sign',
  'ghp_short, glpat-short and hvs.short',
  'ASIAPACIFICREGION, AKIA'
])('no key: %s', (text) => {
  expect(masked([text])).toBe(text)
})
