import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { changeStep } from '../src/index.js'
import { validFolder, validPack } from './fixtures/valid-pack.js'

const OVERLAY = `# Ours\r\n\r\n## Step 1: Count what waits\r\n\r\nStep 1 is slow here.\r\n`
let root = ''

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keys-step-'))
  write('package.json', '{}')
  for (const [path, text] of Object.entries(validPack)) write(`runbook-keys/${validFolder}/${path}`, text)
  write(`runbook-overlays/${validFolder}.md`, OVERLAY)
})
afterEach(() => rmSync(root, { recursive: true }))

const insert = (name: string, label: string, isDry = false) =>
  changeStep({ words: ['insert', name, label], title: 'Look around', to: '', isDry }, root)

test('what a team adds to a step goes with it', async () => {
  const { done } = await insert(validFolder, 'step 1')
  expect(done).toContain(`runbook-overlays/${validFolder}.md`)
  const overlay = readFileSync(join(root, `runbook-overlays/${validFolder}.md`), 'utf8')
  expect(overlay).toBe(OVERLAY.replace('## Step 1', '## Step 2'))
})

test('a dry run shows it and writes nothing', async () => {
  const { diff } = await insert(validFolder, 'Step 1', true)
  expect(diff).toContain('+## Step 2: Count what waits')
  expect(readFileSync(join(root, `runbook-overlays/${validFolder}.md`), 'utf8')).toBe(OVERLAY)
})

test('a slug that is not there', async () => {
  await expect(insert('nope', 'Step 1')).rejects.toThrow('There is no pack "nope" here.')
})
