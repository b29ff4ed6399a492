import fc from 'fast-check'
import { satisfies } from 'semver'
import { expect, test } from 'vitest'
import { latestOf, versionOf, withOnly, type Manifest } from '../../src/core/manifest.ts'

const manifest = (versions: readonly string[], tags: Record<string, string>): Manifest => ({
  name: '@keys/runbook-x',
  versions: Object.fromEntries(versions.map((version) => [version, { version }])),
  'dist-tags': tags,
  time: Object.fromEntries([
    ['created', 'c'],
    ['modified', 'm'],
    ...versions.map((version) => [version, 't'] as const)
  ]),
  readme: 'of the newest'
})

const number = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map((parts) => parts.join('.'))

test('what is left leads nowhere else', () => {
  fc.assert(
    fc.property(fc.uniqueArray(number, { minLength: 1 }), fc.infiniteStream(fc.boolean()), (versions, chosen) => {
      const whole = manifest(versions, { latest: versions.at(-1) ?? '', next: versions[0] ?? '' })
      const pick = chosen[Symbol.iterator]()
      const allowed = new Set(versions.filter(() => pick.next().value === true))
      const left = withOnly(whole, allowed)
      expect(new Set(Object.keys(left.versions))).toEqual(allowed)
      for (const version of Object.values(left['dist-tags'] ?? {})) expect(allowed.has(version)).toBe(true)
      expect(Object.keys(left['dist-tags'] ?? {}).includes('latest')).toBe(allowed.size > 0)
      for (const key of Object.keys(left.time ?? {}))
        expect(['created', 'modified'].includes(key) || allowed.has(key)).toBe(true)
      expect(left.readme).toBe('')
      expect(Object.keys(whole.versions)).toHaveLength(versions.length)
      const found = versionOf(left, '^1.0.0')
      if (found !== null) expect(allowed.has(found) && satisfies(found, '^1.0.0')).toBe(true)
    })
  )
})

test.each([
  [['1.0.0', '2.0.0-rc.1'], '1.0.0'],
  [['1.0.0-a', '1.0.0-b'], '1.0.0-b'],
  [['1.2.0', '1.10.0'], '1.10.0'],
  [[], null]
])('a plain install of %j takes %s', (versions, expected) => {
  expect(latestOf(versions)).toBe(expected)
})
