import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { leftOut } from '../src/workspace-globs.js'

function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'keys-globs-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}
const manifest = (workspaces: unknown): Record<string, string> => ({ 'package.json': JSON.stringify({ workspaces }) })
const pnpm = (text: string): Record<string, string> => ({ 'package.json': '{}', 'pnpm-workspace.yaml': text })

test.each<[string, Record<string, string>]>([
  ['no project', {}],
  ['a project without packages in folders', { 'package.json': '{}' }],
  ['the folder itself', manifest(['packages/*', './ops/runbooks/*/'])],
  ['the form with packages', manifest({ packages: ['ops/**'] })],
  ['every folder', manifest(['**'])],
  ['a part of a name', manifest(['ops/run*/*'])],
  ['pnpm, a list', pnpm('# ours\npackages:\n  - "packages/*" # apps\n  - ops/runbooks/*\ncatalog:\n  a: 1\n')],
  ['pnpm, in one line', pnpm("packages: ['apps/*', 'ops/*/*']\n")],
  ['pnpm, a list that is not read', pnpm("packages: [\n  'apps/*'\n]\n")],
  ['pnpm, an alias', pnpm('packages: *ours\n')],
  ['pnpm, settings alone', pnpm('catalog:\n  a: 1\n')]
])('%s: nothing to say', (_, files) => {
  expect(leftOut(project(files), 'ops/runbooks')).toBeNull()
})

test.each<[string, Record<string, string>, string]>([
  ['other folders', manifest(['packages/*', 'ops/*']), 'in package.json are packages/*, ops/*:'],
  ['none', manifest([]), 'in package.json are none:'],
  ['what is taken out', manifest(['!ops/runbooks/*', 'apps/*']), 'in package.json are apps/*:'],
  ['a name that only looks alike', manifest(['opsxrunbooks/*', 'ops.runbooks/*']), 'opsxrunbooks/*'],
  ['pnpm', pnpm('packages:\n  - apps/*\n\n# end\n'), 'in pnpm-workspace.yaml are apps/*:'],
  // pnpm does not read those of package.json.
  [
    'pnpm beside npm',
    { ...manifest(['ops/runbooks/*']), 'pnpm-workspace.yaml': 'packages:\n- apps/*\n' },
    'pnpm-workspace.yaml'
  ]
])('%s: says which, and what to add', (_, files, words) => {
  const said = leftOut(project(files), 'ops/runbooks')
  expect(said).toContain(words)
  expect(said).toContain('add ops/runbooks/* to them')
})
