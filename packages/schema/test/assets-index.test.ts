import { describe, expect, test } from 'vitest'
import { INDEX_VERSION, packSchema, readAssetsIndex } from '../src/index.ts'
import { minimalIndex, minimalPack, withValue } from './documents.ts'

describe('readAssetsIndex', () => {
  test('reads an index of its own version', () => {
    expect(minimalIndex.version).toBe(INDEX_VERSION)
    expect(readAssetsIndex(minimalIndex)).toEqual({ index: minimalIndex })
  })

  test('gives entries that are valid packs', () => {
    const result = readAssetsIndex(withValue(minimalIndex, 'runbooks.0.x-team', 'payments'))
    const entries = 'index' in result ? result.index.runbooks : []
    expect(entries.map((entry) => packSchema.safeParse(entry).error)).toEqual([undefined])
    expect(entries[0]).toHaveProperty('x-team', 'payments')
  })

  test.each([
    'bundles',
    'runbooks.0.audience',
    'runbooks.0.author.team',
    'runbooks.0.x-listing.rating',
    'runbooks.0.x-listing.tarball.signature',
    'node_keys.0.audience',
    'jupyter_keys.0.audience'
  ])('leaves out %s of a newer minor version', (path) => {
    const newer = withValue(withValue(minimalIndex, 'version', '1.2'), path, 'new')
    const before = JSON.stringify(newer)
    expect(readAssetsIndex(newer)).toEqual({ index: { ...minimalIndex, version: '1.2' } })
    expect(JSON.stringify(newer)).toBe(before)
  })

  test('compares minor versions as numbers', () => {
    const newer = withValue(withValue(minimalIndex, 'version', '1.10'), 'runbooks.0.audience', 'new')
    expect(readAssetsIndex(newer)).toHaveProperty('index.version', '1.10')
  })

  test('still finds fault with what it knows in a newer minor version', () => {
    const newer = withValue(withValue(minimalIndex, 'version', '1.2'), 'runbooks.0.audience', 'new')
    expect(readAssetsIndex(withValue(newer, 'runbooks.0.maturity', 'new'))).toEqual({
      faults: [expect.stringMatching(/^runbooks\.0\.maturity: /)]
    })
  })

  test('does not accept new fields under its own version', () => {
    expect(readAssetsIndex(withValue(minimalIndex, 'runbooks.0.audience', 'new'))).toEqual({
      faults: ['runbooks.0: Unrecognized fields: audience']
    })
  })

  test.each(['2.0', '0.9', '12.3'])('refuses version %s with one sentence', (version) => {
    const major = version.split('.')[0]
    expect(readAssetsIndex({ version, everything: 'else' })).toEqual({
      faults: [
        `version: the index has version ${version}, and this reader knows version 1; ` +
          `use the release of @keys/schema that knows version ${major}`
      ]
    })
  })

  test.each([null, [], 'text', 1])('says that %j is no index', (value) => {
    expect(readAssetsIndex(value)).toEqual({ faults: [expect.stringMatching(/^the index: /)] })
  })

  test.each([null, 1, '1', '1.x', '\u001B[31m2.0', {}])('says that %j is no version', (version) => {
    expect(readAssetsIndex({ ...minimalIndex, version })).toEqual({ faults: [expect.stringMatching(/^version: /)] })
  })

  test('gives a sentence for each fault', () => {
    const index = { ...minimalIndex, generated_at: 'today', runbooks: [minimalPack], node_keys: undefined }
    expect(readAssetsIndex(index)).toEqual({
      faults: [
        expect.stringMatching(/^generated_at: /),
        expect.stringMatching(/^runbooks\.0\.x-listing: /),
        expect.stringMatching(/^node_keys: /)
      ]
    })
  })
})
