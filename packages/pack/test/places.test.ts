import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { findWorkspace, installedPacks, isTrusted, projectFolders, trustedUsers } from '../src/index.js'
import { temporaryFolder } from '@keys/testkit'

const NOWHERE = '/no/home'
const ME = new Set([process.geteuid?.() ?? 0, 0])
const STRANGER = 12_345

/** A folder with some paths below it; those that end with a slash are folders. */
function tree(...paths: string[]): string {
  const root = temporaryFolder()
  for (const path of paths) {
    mkdirSync(join(root, path.endsWith('/') ? path : dirname(path)), { recursive: true })
    if (!path.endsWith('/')) writeFileSync(join(root, path), '')
  }
  return root
}

const rows: [name: string, paths: string[], folder: string, above: number][] = [
  ['without a project, up to where anybody may write', ['a/b/'], 'a/b', 2],
  ['up to a package', ['package.json', 'a/package.json', 'a/b/c/'], 'a/b/c', 2],
  ['up to a workspace of packs, past its packages', ['runbook-keys/', 'a/package.json', 'a/b/'], 'a/b', 2],
  ['up to a repository, past all else', ['.git/', 'a/runbook-keys/', 'a/b/package.json', 'a/b/'], 'a/b', 2],
  ['up to a repository whose .git is a file', ['.git', 'a/package.json', 'a/b/'], 'a/b', 2],
  ['up to the nearest of two repositories', ['.git/', 'a/.git/', 'a/b/'], 'a/b', 1]
]
test.each(rows)('a project reaches %s', (_, paths, folder, above) => {
  const start = join(tree(...paths), folder)
  expect(projectFolders(start, ME, NOWHERE)).toHaveLength(above + 1)
})

test('without a project, no higher than a folder into which others may write', () => {
  const root = tree('a/b/c/')
  chmodSync(join(root, 'a'), 0o1777)
  expect(projectFolders(join(root, 'a/b/c'), ME, NOWHERE)).toEqual([join(root, 'a/b/c'), join(root, 'a/b')])
})

test('below the home folder a project reaches no higher than that', () => {
  const root = tree('.git/', 'home/x/y/', 'home/x/package.json')
  const home = join(root, 'home')
  expect(projectFolders(join(home, 'x/y'), ME, home)).toHaveLength(2)
  expect(projectFolders(join(home, 'z'), ME, home)).toHaveLength(2)
  expect(projectFolders(home, ME, home)).toEqual([home])
})

const isRoot = process.geteuid?.() === 0

test.runIf(isRoot)('what another user put there makes no project, no workspace and no installed pack', () => {
  const root = tree('runbook-keys/a/pack.json', 'node_modules/@keys/runbook-a/pack.json', '.git/', 'mine/')
  for (const path of ['runbook-keys', '.git', 'node_modules/@keys/runbook-a']) chownSync(join(root, path), STRANGER, 0)
  chmodSync(root, 0o1777)
  const mine = join(root, 'mine')
  expect(projectFolders(mine, ME, NOWHERE)).toEqual([mine])
  expect(findWorkspace(mine)).toBeNull()
  expect(installedPacks(mine)).toEqual([])
  // Whoever stands in that user's own folder sees what lies there.
  chownSync(mine, STRANGER, 0)
  expect(findWorkspace(mine)).toBe(root)
})

test.runIf(isRoot)('a link is trusted for its own owner and for that of what it leads to', () => {
  const root = tree('theirs', 'mine')
  chownSync(join(root, 'theirs'), STRANGER, STRANGER)
  symlinkSync('theirs', join(root, 'link'))
  symlinkSync('nowhere', join(root, 'dangling'))
  expect(['mine', 'theirs', 'link', 'dangling', 'none'].map((name) => isTrusted(join(root, name), ME))).toEqual([
    true,
    false,
    false,
    false,
    false
  ])
  expect(isTrusted(join(root, 'link'), null)).toBe(true)
})

test.runIf(isRoot)('root trusts the user who called it by sudo, if that is a user', () => {
  expect(trustedUsers({ SUDO_UID: '1000' })).toEqual(new Set([0, 1000]))
  for (const SUDO_UID of ['', 'x', '-1', '1e3', '99999999999']) expect(trustedUsers({ SUDO_UID })).toEqual(new Set([0]))
})
