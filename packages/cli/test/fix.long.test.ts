import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { applyPatch, parsePatch } from 'diff'
import { expect, test } from 'vitest'
import { ChangedMeanwhile, replaceFiles } from '@keys/pack'
import { edit, keysHere, temporaryFolder, workspaceCopy } from './support.js'

const PACK = 'runbook-keys/stripe-webhook-failure'

/** A workspace with two faults that a fix fixes and one that none does. */
function faultyWorkspace(): string {
  const root = workspaceCopy()
  edit(root, `${PACK}/checklist.md`, (text) => text.replace('- [ ]', '- [x]'))
  edit(root, `${PACK}/pack.json`, (text) => text.replace('"slug": "stripe-webhook-failure"', '"slug": "stripe"'))
  edit(root, `${PACK}/CHANGELOG.md`, (text) => text.replace('# ', '# Changes in '))
  edit(root, `${PACK}/LICENSE.txt`, () => 'All rights reserved.\n')
  return root
}

function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(names.map(({ name }) => [name, readFileSync(join(folder, name), 'utf8')]))
}

test('--fix fixes what it can, tells what it did and shows the rest', async () => {
  const root = faultyWorkspace()
  const before = contents(join(root, PACK))
  chmodSync(join(root, PACK, 'checklist.md'), 0o640)
  const { code, out, err } = await keysHere(['validate', PACK, '--fix'], root)
  expect([code, err]).toEqual([1, 'Fixed 2 findings in 2 files.\n'])
  expect(out).toContain('pack/license-text-matches')
  expect(out).not.toContain('checklist/already-ticked')
  expect(statSync(join(root, PACK, 'checklist.md')).mode & 0o777).toBe(0o640)

  const after = contents(join(root, PACK))
  expect(Object.keys(after)).toEqual(Object.keys(before))
  const changed = Object.keys(after).filter((name) => after[name] !== before[name])
  expect(changed).toEqual(['checklist.md', 'pack.json'])
  expect((await keysHere(['validate', PACK, '--fix'], root)).err).toBe('Nothing to fix automatically.\n')
  expect(contents(join(root, PACK))).toEqual(after)
})

test('--fix --dry-run shows a patch that does the same, and writes nothing', async () => {
  const root = faultyWorkspace()
  const before = contents(join(root, PACK))
  const { code, out, err } = await keysHere(['validate', PACK, '--fix', '--dry-run'], root)
  expect([code, err]).toEqual([1, 'Would fix 2 findings in 2 files.\n'])
  expect(contents(join(root, PACK))).toEqual(before)

  const patches = parsePatch(out)
  expect(patches.map(({ newFileName }) => newFileName)).toEqual([`b/${PACK}/checklist.md`, `b/${PACK}/pack.json`])
  await keysHere(['validate', PACK, '--fix'], root)
  for (const patch of patches) {
    const name = patch.newFileName?.split('/').at(-1) ?? ''
    expect(applyPatch(before[name] ?? '', patch)).toBe(readFileSync(join(root, PACK, name), 'utf8'))
  }
})

test('a clean pack stays as it is', async () => {
  const root = workspaceCopy()
  const before = contents(join(root, PACK))
  expect(await keysHere(['validate', PACK, '--fix', '--dry-run'], root)).toEqual({
    code: 0,
    out: '',
    err: 'Nothing to fix automatically.\n'
  })
  expect((await keysHere(['validate', PACK, '--fix'], root)).code).toBe(0)
  expect(contents(join(root, PACK))).toEqual(before)
})

test('--fix goes by the configuration: what is off is not fixed', async () => {
  const root = faultyWorkspace()
  const { err } = await keysHere(['validate', '--fix', '--rule', 'checklist/already-ticked=off', PACK], root)
  expect(err).toBe('Fixed 1 finding in 1 file.\n')
  expect(readFileSync(join(root, PACK, 'checklist.md'), 'utf8')).toContain('- [x]')
})

test('--dry-run alone is a mistake', async () => {
  expect(await keysHere(['validate', '--dry-run'], workspaceCopy())).toMatchObject({ code: 2, out: '' })
})

test('escape sequences do not reach the terminal by way of the diff', async () => {
  const root = faultyWorkspace()
  edit(root, `${PACK}/checklist.md`, (text) => text.replace('- [x]', '- [x] \u001B[2J'))
  const { out } = await keysHere(['validate', PACK, '--fix', '--dry-run'], root)
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  expect(out).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/)
})

test('a symbolic link is never written through', async () => {
  const root = faultyWorkspace()
  const outside = join(temporaryFolder(), 'outside.md')
  const text = readFileSync(join(root, PACK, 'checklist.md'), 'utf8')
  writeFileSync(outside, text)
  rmSync(join(root, PACK, 'checklist.md'))
  symlinkSync(outside, join(root, PACK, 'checklist.md'))
  await keysHere(['validate', PACK, '--fix'], root)
  expect(readFileSync(outside, 'utf8')).toBe(text)
  expect(lstatSync(join(root, PACK, 'checklist.md')).isSymbolicLink()).toBe(true)
})

test.each<[name: string, change: (path: string) => void]>([
  ['changed', (path) => writeFileSync(path, 'changed')],
  ['deleted', (path) => rmSync(path)],
  [
    'replaced by a link to the same text',
    (path) => {
      writeFileSync(`${path}.real`, 'old')
      rmSync(path)
      symlinkSync(`${path}.real`, path)
    }
  ]
])('a file that was %s after it was read stops the writing of all', (_, change) => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a.md'), 'old')
  writeFileSync(join(folder, 'b.md'), 'old')
  change(join(folder, 'b.md'))
  const left = readdirSync(folder)
  const replacements = ['a.md', 'b.md'].map((file) => ({ file, before: 'old', after: 'new' }))
  expect(() => replaceFiles(folder, replacements)).toThrow(ChangedMeanwhile)
  expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('old')
  expect(readdirSync(folder)).toEqual(left)
  expect(existsSync(join(folder, 'b.md.real')) ? readFileSync(join(folder, 'b.md.real'), 'utf8') : 'old').toBe('old')
})
