import { describe, expect, test } from 'vitest'
import {
  catalogEntrySchema,
  durationSchema,
  inputNameSchema,
  packageNameOf,
  packageNameParts,
  shortNameOf,
  referenceNamesOf,
  slugOfPackageName
} from '../src/index.ts'
import { jupyterEntry, nodeEntry } from './documents.ts'

describe('package names', () => {
  test.each([
    ['@keys/runbook-a', { scope: '@keys', slug: 'a' }, 'a'],
    ['@acme/runbook-a-b', { scope: '@acme', slug: 'a-b' }, '@acme/runbook-a-b'],
    ['@a.b_c-d/runbook-2fa', { scope: '@a.b_c-d', slug: '2fa' }, '@a.b_c-d/runbook-2fa']
  ])('%s in parts', (name, parts, short) => {
    expect(packageNameParts(name)).toEqual(parts)
    expect(packageNameOf(parts.slug, parts.scope)).toBe(name)
    expect(shortNameOf(name)).toBe(short)
  })

  test.each(['stripe-webhook-failure', 'a', '2fa-lockout'])('%s and back', (slug) => {
    expect(packageNameOf(slug)).toBe(`@keys/runbook-${slug}`)
    expect(slugOfPackageName(packageNameOf(slug))).toBe(slug)
  })

  test.each([
    '',
    'stripe-webhook-failure',
    '@keys/runbook-',
    '@keys/runbook-A',
    '@keys/runbook-a/b',
    '@keys/runbook-a--b',
    '@keys/schema',
    '@Other/runbook-a',
    '@/runbook-a',
    '@a b/runbook-a',
    'other/runbook-a',
    'runbook-a',
    ' @keys/runbook-a',
    `@keys/runbook-${'a'.repeat(101)}`
  ])('%j is not that of a runbook package', (name) => {
    expect(slugOfPackageName(name)).toBeNull()
  })
})

describe('referenceNamesOf', () => {
  test.each([
    ['node', 'node', ['node-a']],
    ['next', 'next', ['next-a']],
    ['next', 'node', ['next-a', 'node-a']],
    ['node', 'next', ['node-a', 'next-a']]
  ])('a key for %s that runs on %s', (tool, runtime, names) => {
    const entry = catalogEntrySchema.parse({ ...nodeEntry, slug: 'a', tool, runtime })
    expect(referenceNamesOf(entry)).toEqual(names)
  })

  test('a Jupyter key has its slug', () => {
    expect(referenceNamesOf(catalogEntrySchema.parse(jupyterEntry))).toEqual([jupyterEntry.slug])
  })
})

test.each(['PT5M', 'P7D', 'P1W', 'PT1H30M', 'P1DT12H'])('%s is a duration', (text) => {
  expect(durationSchema.safeParse(text).success).toBe(true)
})

test.each(['', 'P', 'PT', 'P1DT', '5M', 'PT5', 'PT-5M', 'pt5m'])('%j is no duration', (text) => {
  expect(durationSchema.safeParse(text).success).toBe(false)
})

test.each(['_A', '1A', 'a', 'A-B', ''])('%j is no input name', (text) => {
  expect(inputNameSchema.safeParse(text).success).toBe(false)
})
