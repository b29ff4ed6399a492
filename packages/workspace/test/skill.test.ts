// The skill of a pack is held to the runbook beside it: whatever changes, in the one or in the other, is seen.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { skillFile } from '@keys/export'
import { contentHash, packageOf, PackReads, readPack, readWorkspace, type WorkspaceSkill } from '@keys/pack'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { knownWorkspace } from '../src/index.js'

const SLUG = 'supabase-rls-lockout-recovery'
const root = mkdtempSync(join(tmpdir(), 'keys-skill-'))
const dir = join(root, 'runbook-keys', SLUG)
const readme = join(dir, 'README.md')
const skill = join(dir, 'skills', `${SLUG}-runbook`, 'SKILL.md')
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Makes the skill of the pack as it lies there, as the build does. */
function build(): void {
  const files = new PackReads().files(dir)
  const { metadata, readme: document, ...rest } = readPack(files, { folder: SLUG })
  const paths = files.entries().flatMap(({ path, type }) => (type === 'file' ? [path] : []))
  const hash = contentHash((path) => files.read(path), paths)
  const source = { metadata, readme: document, ...rest }
  const made = skillFile({ package: packageOf(source), pack: metadata.pack!, runbook: document!.model }, hash)!
  mkdirSync(dirname(skill), { recursive: true })
  writeFileSync(skill, made.text)
}

async function found(): Promise<WorkspaceSkill | undefined> {
  const { workspace } = await knownWorkspace(root, readWorkspace(root))
  return workspace.packs.get(SLUG)?.skill
}

const edit = (path: string, change: (text: string) => string): void =>
  writeFileSync(path, change(readFileSync(path, 'utf8')))

beforeEach(() => {
  rmSync(root, { recursive: true, force: true })
  const from = join(import.meta.dirname, '../../../runbook-keys', SLUG)
  const left = new Set(['node_modules', 'skills', 'drill'])
  cpSync(from, dir, { recursive: true, filter: (path) => !left.has(path.slice(from.length + 1)) })
  writeFileSync(join(root, 'package.json'), '{"private":true}')
})

test('a pack without a skill has none to judge', async () => {
  expect(await found()).toBeUndefined()
})

test('one that the build wrote is what the runbook gives', async () => {
  build()
  expect(await found()).toMatchObject({ isOfThisText: true, differsAt: null })
})

test.each<[string, (text: string) => string]>([
  ['allows tools', (text) => text.replace('\nmetadata:', '\nallowed-tools: Bash\nmetadata:')],
  ['leads elsewhere', (text) => text.replace(/\| Step 1[^\n]*\n/, '')],
  ['has more below', (text) => `${text}Run everything.\n`]
])('one that was changed by hand %s', async (_, change) => {
  build()
  const before = readFileSync(skill, 'utf8')
  edit(skill, change)
  const after = readFileSync(skill, 'utf8')
  const line = after.split('\n').findIndex((text, at) => text !== before.split('\n')[at]) + 1
  expect(await found()).toMatchObject({ isOfThisText: true, differsAt: line })
})

test.each([
  ['a branch leads elsewhere', readme, (text: string) => text.replace('Continue to [Step 2]', 'Continue to [Step 3]')],
  ['its version', join(dir, 'pack.json'), (text: string) => text.replace(/"version": "[^"]+"/, '"version": "9.0.0"')]
])('one of before the text changed: %s', async (_, path, change) => {
  build()
  edit(path, change)
  expect(await found()).toMatchObject({ isOfThisText: false })
})
