// The skills of published packs, as tools that are not ours find them in node_modules, and as a validator that is not ours reads them.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { validate } from 'skills-ref'
import { extract } from 'tar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PACKAGES } from '../support/packages.js'
import { run } from '../support/run.js'
import { tarballOf } from '../support/tarballs.js'

const PACKS = PACKAGES.filter(({ isRunbook }) => isRunbook)
const skillName = (name: string): string => `${name.replace('@keys/runbook-', '')}-runbook`
const project = mkdtempSync(join(tmpdir(), 'keys-skills-'))
afterAll(() => rmSync(project, { recursive: true, force: true }))

/** A project that has installed all packs. */
beforeAll(() => {
  for (const { name, manifest } of PACKS) {
    const folder = join(project, 'node_modules', name)
    mkdirSync(folder, { recursive: true })
    extract({ file: tarballOf(manifest).path, cwd: folder, strip: 1, sync: true })
  }
  const dependencies = Object.fromEntries(PACKS.map(({ name, manifest }) => [name, manifest.version]))
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'project', private: true, dependencies }))
})

const require = createRequire(import.meta.url)
/** The commands of others. */
const SKILLS_NPM = [process.execPath, require.resolve('skills-npm/cli')]
const INTENT = [process.execPath, join(dirname(fileURLToPath(import.meta.resolve('@tanstack/intent'))), 'cli.mjs')]

test('skills-npm links one for each pack', async () => {
  const environment = { HOME: project }
  await run([...SKILLS_NPM, '--yes', '--agents', 'claude-code'], {
    cwd: project,
    environment
  })
  const linked = readdirSync(join(project, '.claude/skills'))
  const names = PACKS.map(({ name }) => `npm-${name.slice(1).replace('/', '-')}-${skillName(name)}`)
  expect(linked.toSorted()).toEqual(names.toSorted())
  for (const name of linked)
    expect(readFileSync(join(project, '.claude/skills', name, 'SKILL.md'), 'utf8')).toMatch(/^---\nname: /)
})

test('TanStack Intent lists one for each pack', async () => {
  const out = await run([...INTENT, 'list', '--json'], {
    cwd: project,
    environment: { HOME: project }
  })
  const { skills, conflicts, warnings } = JSON.parse(out) as {
    skills: { use: string }[]
    conflicts: unknown[]
    warnings: unknown[]
  }
  expect(skills.map(({ use }) => use).toSorted()).toEqual(
    PACKS.map(({ name }) => `${name}#${skillName(name)}`).toSorted()
  )
  expect([conflicts, warnings]).toEqual([[], []])
})

test.each(PACKS)('the validator of the format finds nothing in that of $name', async ({ name }) => {
  const skill = join(project, 'node_modules', name, 'skills', skillName(name))
  expect(await validate(skill)).toEqual([])
})
