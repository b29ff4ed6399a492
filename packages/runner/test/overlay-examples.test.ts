// The overlays that we show as examples apply to the packs of this repository.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseOverlay, readRunPack } from '../src/index.js'

const REPOSITORY = join(import.meta.dirname, '../../..')
const EXAMPLES = join(REPOSITORY, 'docs/runbook-keys/overlays')
const examples = readdirSync(EXAMPLES).flatMap((platform) =>
  readdirSync(join(EXAMPLES, platform)).map((file) => [platform, file.replace(/\.md$/, '')] as const)
)

test.each(examples)('%s, %s', (platform, slug) => {
  const read = (path: string): string => readFileSync(join(REPOSITORY, 'runbook-keys', slug, path), 'utf8')
  const files = { 'README.md': read('README.md'), 'pack.json': read('pack.json') }
  const pack = readRunPack({ contentHash: 'sha256-0', files })
  const { faults, notes, contacts } = parseOverlay(readFileSync(join(EXAMPLES, platform, `${slug}.md`), 'utf8'), pack)
  expect(faults).toEqual([])
  expect(Object.keys(notes).length).toBeGreaterThan(0)
  // Each role is one of the runbook's own.
  for (const role of Object.keys(contacts)) expect(files['README.md']).toMatch(new RegExp(`^- ${role}: \`_+\`$`, 'm'))
  // The page that lists them knows it.
  expect(readFileSync(join(REPOSITORY, 'docs/runbook-keys/OVERLAYS.md'), 'utf8')).toContain(
    `overlays/${platform}/${slug}.md`
  )
})
