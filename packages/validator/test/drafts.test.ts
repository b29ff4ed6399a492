// A pack that is still being written: what is missing as yet is information, what is wrong stays an error, until it is published.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { DRAFT } from '../src/engine/profiles.js'
import { fixPacks, registry, targetsOf, validateFolder } from '../src/index.js'
import { validPack } from './fixtures/valid-pack.js'

const WIKI = `# Work queue has stopped

Restart the worker, then look whether jobs finish.

## Diagnosis flow

### Step 1: Count what waits

\`\`\`bash
psql -c 'select count(*) from jobs'
\`\`\`

## Action steps

### Action 1: Clear the table

\`\`\`bash
psql -c 'truncate jobs'
\`\`\`
`

function workspace(config: object): string {
  const root = mkdtempSync(join(tmpdir(), 'keys-drafts-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const dir = join(root, 'runbook-keys/work-queue-stopped')
  mkdirSync(dir, { recursive: true })
  for (const [path, text] of Object.entries(validPack)) writeFileSync(join(dir, path), text)
  writeFileSync(join(root, 'keys.config.json'), JSON.stringify(config))
  return root
}

async function found(root: string): Promise<Record<string, string>> {
  const all: Record<string, string> = {}
  for (const { dir, options } of await targetsOf('runbook', [], root)) {
    const { diagnostics } = await validateFolder(dir, options)
    for (const { code, severity } of diagnostics) all[code] = severity
  }
  return all
}

it('knows the rules that it speaks of', () => {
  const codes = new Set(registry.map(({ code }) => code))
  expect(Object.keys(DRAFT).filter((code) => !codes.has(code))).toEqual([])
  // What is dangerous, what leaks and what cannot be read is so in a draft, too.
  expect(Object.keys(DRAFT).filter((code) => /secret|destructive|syntax|unsafe|mutates/.test(code))).toEqual([])
})

it('takes what is missing in a draft for information, and what is dangerous for what it is', async () => {
  const root = workspace({ drafts: ['work-queue-stopped'] })
  writeFileSync(join(root, 'runbook-keys/work-queue-stopped/README.md'), WIKI)
  const findings = await found(root)
  expect(findings).toMatchObject({
    'runbook/sections-present': 'information',
    'action/effect-missing': 'information',
    'command/destructive-without-irreversible': 'error'
  })
  writeFileSync(join(root, 'keys.config.json'), '{}')
  expect(await found(root)).toMatchObject({ 'runbook/sections-present': 'error', 'action/effect-missing': 'error' })
})

it('lets the configuration decide before the profile, and knows other packs by their slugs', async () => {
  const root = workspace({ drafts: ['work-queue-stopped', 'another'], rules: { 'runbook/section-empty': 'warning' } })
  writeFileSync(join(root, 'runbook-keys/work-queue-stopped/README.md'), `${WIKI}\n## Verification\n`)
  expect(await found(root)).toMatchObject({ 'runbook/section-empty': 'warning' })
})

it('writes a checklist that is not there, and leaves one that is', async () => {
  const root = workspace({})
  const path = join(root, 'runbook-keys/work-queue-stopped/checklist.md')
  rmSync(path)
  const diffs: string[] = []
  const dry = await fixPacks('runbook', [], root, (diff) => diffs.push(diff))
  expect([dry, diffs.length]).toEqual([{ fixed: 1, files: 1 }, 1])
  expect(diffs[0]).toContain('+# Checklist: Work queue has stopped')
  expect(await fixPacks('runbook', [], root, null)).toEqual({ fixed: 1, files: 1 })
  expect(await found(root)).toEqual({})
  writeFileSync(path, ' \n')
  expect(await fixPacks('runbook', [], root, null)).toEqual({ fixed: 1, files: 1 })
  expect(await found(root)).toEqual({})
})
