// What holds for the fixes of all rules together.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixSchema, type Diagnostic } from '@keys/schema'
import { fixPack } from '../src/core.js'
import { validPack } from './fixtures/valid-pack.js'
import { readFiles, validateFiles, type Files } from './support/patch.js'
import { analyzer } from './support/analyzer.js'

type Fault = (files: Record<string, string>) => void
const replaced =
  (file: string, from: string | RegExp, to: string): Fault =>
  (files) => {
    files[file] = (files[file] ?? '').replace(from, to)
  }
/** Faults that a fix fixes, and some that none does, so that they stand in each other's way. */
const FAULTS: readonly Fault[] = [
  replaced('README.md', '### Step 1: Count', '### Step 4: Count'),
  replaced('README.md', '### Step 1: Count', '### Step 1: Look\n\n**Expected**: `1`\n\n### Step 1: Count'),
  replaced('README.md', '### Verify 1: The', '### 1. The'),
  replaced('README.md', /## Scope[\s\S]*?(?=## When to use)/, ''),
  replaced('README.md', /(## Evidence[\s\S]*?)(## Post[\s\S]*?)(?=\[Check)/, '$2$1'),
  replaced('README.md', /(## Diagnosis flow[\s\S]*?)(## Action steps[\s\S]*?)(?=## Verification)/, '$2$1'),
  replaced('README.md', 'ten minutes.\n\n**Side', 'ten minutes.\n**Side'),
  replaced('README.md', 'Continue to [Action 1]', 'Go to action 1'),
  replaced('README.md', 'Continue to [Action 1]', 'Continue to [Action 9]'),
  replaced('README.md', '[Step 1]: #step-1-count-what-waits\n', ''),
  replaced('README.md', /\n\[Check 1\]: [\s\S]*$/, ''),
  replaced('README.md', '#action-1-release-the-held-jobs', '#action-1-release'),
  replaced(
    'README.md',
    'connections: **STOP: escalate**',
    'connections: **STOP: wrong runbook** `@keys/runbook-database-down`'
  ),
  replaced('README.md', 'The time at which', '`node-safe-cron-execution` and the time at which'),
  replaced('checklist.md', '- [ ] [Check 1]', '- [x] [Check 1]'),
  replaced('checklist.md', '- [ ] [Step 1]', '- [X] Step 1'),
  replaced('checklist.md', /- \[ \] \[Action 1\].*\n/, ''),
  replaced('checklist.md', /## Verification[\s\S]*?(?=## Rollback)/, ''),
  replaced('checklist.md', /(## Diagnosis[\s\S]*?)(## Action[\s\S]*?)(?=## Verification|## Rollback)/, '$2$1'),
  replaced('checklist.md', '(first 5 minutes)', '(within 1 hour)'),
  replaced('checklist.md', /\n\[Check 1\]: [\s\S]*$/, ''),
  replaced('checklist.md', 'README.md#step-1', 'README.md#step-2'),
  replaced('pack.json', '"version": "1.0.0"', '"version": "1.1.0"'),
  replaced('pack.json', '"slug": "work-queue-stopped"', '"slug": "queue"'),
  replaced('package.json', '"version": "1.0.0",', ''),
  replaced('package.json', /"keywords".*\n/, ''),
  replaced('package.json', '"license": "MIT"', '"license": "ISC",\n  "scripts": { "prepare": "a", "test": "b" }'),
  replaced('CHANGELOG.md', '## 1.0.0', '## 1.2.0\n\n- Next.\n\n## 1.0.0')
]
const LAYOUTS = [
  (text: string) => text,
  (text: string) => text.replaceAll('\n', '\r\n'),
  (text: string) => `\uFEFF${text}`
]

describe('over planted faults, together and in any layout', () => {
  const planted = fc
    .tuple(fc.subarray([...FAULTS], { maxLength: 8 }), fc.constantFrom(...LAYOUTS))
    .map(([faults, layout]) => {
      const files: Record<string, string> = { ...validPack }
      for (const fault of faults) fault(files)
      return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, layout(text)]))
    })

  it('a pack is no worse than before, keeps its layout, and fixing again changes nothing', () => {
    fc.assert(
      fc.property(planted, (files) => {
        const { after, left } = expectIdempotent(files)
        const found = validateFiles(files).diagnostics
        for (const { fix } of found) if (fix) fixSchema.parse(fix)
        expect(left.length).toBeLessThanOrEqual(found.length)
        for (const [path, text] of Object.entries(files)) {
          const fixed = after[path]
          if (typeof fixed !== 'string') throw new Error(`${path} is no text any more`)
          if (text.includes('\r\n')) expect(fixed.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
          else expect(fixed).not.toContain('\r')
          expect(fixed.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'))
        }
      }),
      { numRuns: 40, seed: 1 }
    )
  }, 120_000)

  it('texts of which lines are lost, doubled and moved neither throw nor change twice', () => {
    for (const path of ['README.md', 'checklist.md']) {
      const lines = (validPack[path] ?? '').split('\n')
      const text = fc.array(fc.constantFrom(...lines), { maxLength: 100 }).map((drawn) => drawn.join('\n'))
      fc.assert(
        fc.property(text, (drawn) => void expectIdempotent({ ...validPack, [path]: drawn })),
        { numRuns: 20, seed: 1 }
      )
    }
  }, 120_000)
})

function expectIdempotent(files: Files): { after: Files; left: readonly Diagnostic[] } {
  const { changed, diagnostics } = fixPack(readFiles(files), { analyzer })
  const after = { ...files, ...Object.fromEntries(changed) }
  expect(fixPack(readFiles(after), { analyzer }).changed).toEqual(new Map())
  return { after, left: diagnostics }
}
