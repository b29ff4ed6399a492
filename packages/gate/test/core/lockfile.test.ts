import { expect, test } from 'vitest'
import { lockedIn } from '../../src/core/lockfile.ts'

const both = [
  { name: '@keys/runbook-a', version: '1.0.0' },
  { name: '@keys/runbook-b', version: '2.0.0-rc.1' }
]

test.each([
  [
    'package-lock.json',
    `{"lockfileVersion":3,"packages":{"":{"dependencies":{"@keys/runbook-a":"^1.0.0"}},
      "node_modules/@keys/runbook-a": { "version": "1.0.0", "resolved": "https://x/@keys/runbook-a/-/runbook-a-1.0.0.tgz" },
      "node_modules/x/node_modules/@keys/runbook-b": {"version": "2.0.0-rc.1"}, "node_modules/@other/c": {"version": "1.0.0"}}}`
  ],
  [
    'pnpm-lock.yaml',
    `importers:\n  .:\n    dependencies:\n      '@keys/runbook-a':\n        specifier: ^1.0.0\n        version: 1.0.0\npackages:\n\n  '@keys/runbook-a@1.0.0':\n    resolution: {integrity: x}\n\n  '@keys/runbook-b@2.0.0-rc.1(react@18.0.0)':\n    resolution: {}\n\n  '@other/c@1.0.0': {}\n`
  ],
  [
    'yarn.lock of yarn 1',
    `# yarn lockfile v1\n\n"@keys/runbook-a@^1.0.0":\n  version "1.0.0"\n  resolved "x"\n\n"@keys/runbook-b@2.0.0-rc.1", "@keys/runbook-b@next":\n  version "2.0.0-rc.1"\n\n"@other/c@^1":\n  version "1.0.0"\n`
  ],
  [
    'yarn.lock of yarn 4',
    `__metadata:\n  version: 8\n\n"@keys/runbook-a@npm:^1.0.0":\n  version: 1.0.0\n  resolution: "@keys/runbook-a@npm:1.0.0"\n\n"@keys/runbook-b@npm:next":\n  version: 2.0.0-rc.1\n  resolution: "@keys/runbook-b@npm:2.0.0-rc.1"\n`
  ],
  [
    'bun.lock',
    `{ "packages": { "@keys/runbook-a": ["@keys/runbook-a@1.0.0", "", {}, "x"], "@keys/runbook-b": ["@keys/runbook-b@2.0.0-rc.1", ""], "@other/c": ["@other/c@1.0.0"] } }`
  ],
  ['nothing', '']
])('%s names what is locked', (name, text) => {
  expect(lockedIn(text, ['@keys'])).toEqual(name === 'nothing' ? [] : both)
})
