// How much of what our packs only look at is shown to be read-only, so that it may run without a person.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseRunbook } from '@keys/parser'
import { expect, test } from 'vitest'
import { createAnalyzer, onlyLooks } from '../src/index.js'

const PACKS = join(import.meta.dirname, '../../../runbook-keys')

function filesOf(slug: string, folder: string): Record<string, string> {
  const path = join(PACKS, slug, folder)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return {}
  const names = readdirSync(path).filter((name) => statSync(join(path, name)).isFile())
  return Object.fromEntries(names.map((name) => [`${folder}/${name}`, readFileSync(join(path, name), 'utf8')]))
}

test('of the commands that only look, most are shown to', async () => {
  const found: { slug: string; isShown: boolean }[] = []
  for (const slug of readdirSync(PACKS)) {
    const path = join(PACKS, slug, 'README.md')
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) continue
    const markdown = readFileSync(path, 'utf8')
    const scripts = filesOf(slug, 'scripts')
    const analyzer = await createAnalyzer([markdown, ...Object.values(scripts)])
    const runbook = parseRunbook(markdown, { scripts })
    for (const step of runbook.steps) {
      const inFields = step.fields.flatMap(({ label, commands }) => commands.map((command) => ({ label, command })))
      const all = [...step.commands.map((command) => ({ label: null, command })), ...inFields]
      for (const { label, command } of all) {
        if (command.interpreter === null || !onlyLooks({ step, field: label as 'verification' | null })) continue
        found.push({ slug, isShown: analyzer.classify(runbook, markdown, command).effect === 'read-only' })
      }
    }
  }
  const shown = found.filter(({ isShown }) => isShown).length
  // What is left sends a request that may change something, runs code from elsewhere, or puts in code that a person gives.
  expect(shown / found.length, `${shown} of ${found.length} are shown to be read-only`).toBeGreaterThan(0.6)
})
