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
  ['pnpm, a list in brackets over several lines', pnpm("packages: [\n  'apps/*', # ours\n  ops/runbooks/*,\n]\n")],
  ['pnpm, a key in quotes', pnpm('"packages":\n  - ops/runbooks/*\n')],
  ['pnpm, an alias', pnpm('x: &ours\n  - ops/runbooks/*\npackages: *ours\n')],
  [
    'pnpm, a sign of comments inside quotes, and a second document mark',
    pnpm('---\npackages:\n  - "a #b"\n  - \'ops/*/*\'\n')
  ],
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
  ['pnpm, over several lines', pnpm("packages: [\n  'apps/*',\n  'libs/*'\n]\n"), 'are apps/*, libs/*:'],
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

test.each<[string, string]>([
  ['no YAML', 'packages: [\n'],
  ['no list', 'packages: apps/*\n'],
  ['an alias of nothing', 'packages: *ours\n']
])('pnpm, %s: it is said that it cannot be read', (_, text) => {
  expect(leftOut(project(pnpm(text)), 'ops/runbooks')).toBe(
    'The packages of this project in pnpm-workspace.yaml cannot be read: see that ops/runbooks/* is among them, or no tools are installed for the packs.'
  )
})
