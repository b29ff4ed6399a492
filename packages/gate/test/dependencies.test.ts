import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { gte } from 'semver'

// compression 1.8.1, which Verdaccio pins, has a known fault; see pnpm-workspace.yaml.
test('Verdaccio compresses with a version without the known fault', () => {
  const here = createRequire(import.meta.url)
  const there = createRequire(here.resolve('verdaccio/package.json'))
  const { version } = there('compression/package.json') as { version: string }
  expect(gte(version, '1.8.2'), version).toBe(true)
})
