import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findWorkspace, installedPacks, isPack, packNamed, packsAt, packsIn, workspacePacks } from '../src/index.js'
import { temporaryFolder, writeFiles } from '@keys/testkit'

const tree = (files: Record<string, string>): string => writeFiles(temporaryFolder(), files)

test('a workspace is found from any folder in it', () => {
  const root = tree({ 'runbook-keys/a/pack.json': '{}', 'packages/x/src/y.ts': '' })
  expect(findWorkspace(join(root, 'packages/x/src'))).toBe(root)
  expect(findWorkspace(join(root, 'runbook-keys/a'))).toBe(root)
})

test('outside of a workspace there is none', () => {
  expect(findWorkspace(temporaryFolder())).toBeNull()
})

test('packs of a workspace: also broken ones, never the catalogs, hidden folders or files', () => {
  const root = tree({
    'runbook-keys/b/pack.json': '{',
    'runbook-keys/a/README.md': '# Only a runbook',
    'runbook-keys/c/checklist.md': '',
    'runbook-keys/catalogs/README.md': '# Catalogs',
    'runbook-keys/catalogs/node-keys.json': '{}',
    'runbook-keys/.cache/pack.json': '{}',
    'runbook-keys/node_modules/pack.json': '{}',
    'runbook-keys/empty/notes.txt': '',
    'runbook-keys/README.md': ''
  })
  expect(workspacePacks(root).map(({ slug }) => slug)).toEqual(['a', 'b', 'c'])
})

test('a clone that is called runbook-keys, and the folder of packs in it, are no packs', () => {
  const above = tree({
    'runbook-keys/README.md': '# The repository',
    'runbook-keys/package.json': '{}',
    'runbook-keys/docs/notes.txt': '',
    'runbook-keys/runbook-keys/README.md': '# What a runbook looks like',
    'runbook-keys/runbook-keys/a/pack.json': '{}',
    'runbook-keys/runbook-keys/b/README.md': '# Only a runbook'
  })
  const clone = join(above, 'runbook-keys')
  expect(workspacePacks(clone).map(({ slug }) => slug)).toEqual(['a', 'b'])
  expect(workspacePacks(above)).toEqual([])
  expect([clone, join(clone, 'runbook-keys')].map((dir) => isPack(dir))).toEqual([false, false])
})

test('installed packs: the nearest of each name, only runbooks', () => {
  const root = tree({
    'node_modules/@keys/runbook-a/pack.json': '{}',
    'node_modules/@keys/runbook-b/pack.json': '{}',
    'node_modules/@keys/parser/README.md': '',
    'app/node_modules/@keys/runbook-a/pack.json': '{}'
  })
  const found = installedPacks(join(root, 'app'))
  expect(found.map(({ slug, origin }) => `${slug} ${origin}`)).toEqual(['a installed', 'b installed'])
  expect(found[0]?.dir).toBe(join(root, 'app/node_modules/@keys/runbook-a'))
})

test('a package manager that links packages is followed', () => {
  const root = tree({ 'store/runbook-a/pack.json': '{}', 'node_modules/@keys/.keep': '' })
  symlinkSync(join(root, 'store/runbook-a'), join(root, 'node_modules/@keys/runbook-a'))
  expect(installedPacks(root).map(({ slug }) => slug)).toEqual(['a'])
})

test('a folder that does not exist holds no packs', () => {
  const root = temporaryFolder()
  expect(packsIn(join(root, 'nothing'))).toEqual([])
  expect(isPack(join(root, 'nothing'))).toBe(false)
})

test('a workspace says where its packs lie, and under which scope', () => {
  const root = tree({
    'keys.config.json': '{ "packs": "ops/runbooks", "scope": "@acme" }',
    'ops/runbooks/a/pack.json': '{}',
    'ops/runbooks/b/README.md': '# Only a runbook',
    'ops/runbooks/c/package.json': '{ "name": "@other/runbook-c" }',
    'ops/runbooks/c/pack.json': '{}',
    'ops/runbooks/catalogs/pack.json': '{}',
    'src/x.ts': ''
  })
  expect(findWorkspace(join(root, 'src'))).toBe(root)
  expect(workspacePacks(root).map((pack) => pack.package)).toEqual([
    '@acme/runbook-a',
    '@acme/runbook-b',
    '@other/runbook-c'
  ])
  expect(packsAt([], join(root, 'ops/runbooks/a')).map(({ slug }) => slug)).toEqual(['a', 'b', 'c'])
})

test.each([
  ['no JSON', '{ "packs": '],
  ['a folder outside', '{ "packs": "../elsewhere" }'],
  ['a folder that is not there', '{ "packs": "nothing" }'],
  ['an absolute path', '{ "packs": "/tmp" }']
])('settings that name no folder of packs make no workspace: %s', (_, settings) => {
  expect(findWorkspace(tree({ 'keys.config.json': settings, 'src/x.ts': '' }))).toBeNull()
})

test('a path in a pack means the pack, however deep; a file beside packs means none', () => {
  const root = tree({
    'package-lock.json': '{}',
    'runbook-keys/a/pack.json': '{}',
    'runbook-keys/a/README.md': '# A',
    'runbook-keys/a/drill/drill.js': '',
    'runbook-keys/a/drill/worlds/one.js': '',
    'runbook-keys/b/pack.json': '{}',
    'runbook-keys/catalogs/tools.json': '{}'
  })
  const slugs = (path: string): string[] => packsAt([path], root).map(({ slug }) => slug)
  expect(slugs('runbook-keys')).toEqual(['a', 'b'])
  for (const path of ['pack.json', 'README.md', 'drill', 'drill/drill.js', 'drill/worlds/one.js']) {
    expect(slugs(`runbook-keys/a/${path}`)).toEqual(['a'])
  }
  for (const path of ['package-lock.json', 'runbook-keys/catalogs/tools.json']) {
    expect(() => slugs(path)).toThrow(`${path} lies in no pack.`)
  }
  expect(() => slugs('runbook-keys/catalogs')).toThrow('There is no pack in runbook-keys/catalogs.')
})

test('a copied pack that still bears the name of the other is a pack of its own', () => {
  const root = tree({
    'runbook-keys/a/package.json': '{ "name": "@acme/runbook-a" }',
    'runbook-keys/a/pack.json': '{}',
    'runbook-keys/b/package.json': '{ "name": "@acme/runbook-a" }',
    'runbook-keys/b/pack.json': '{}'
  })
  expect(workspacePacks(root).map((pack) => pack.package)).toEqual(['@acme/runbook-a', '@acme/runbook-b'])
})

test('installed packs of all scopes; of two with one slug, the whole name says which', () => {
  const root = tree({
    'node_modules/@acme/runbook-a/pack.json': '{}',
    'node_modules/@keys/runbook-a/pack.json': '{}',
    'node_modules/@keys/runbook-b/pack.json': '{}',
    'node_modules/runbook-c/pack.json': '{}',
    'package.json': '{}'
  })
  expect(installedPacks(root).map((pack) => pack.package)).toEqual([
    '@acme/runbook-a',
    '@keys/runbook-a',
    '@keys/runbook-b'
  ])
  const named = (name: string) => packNamed(name, root, {}).package
  expect(named('b')).toBe('@keys/runbook-b')
  expect(named('@acme/runbook-a')).toBe('@acme/runbook-a')
  expect(() => named('a')).toThrow('2 packs are called a: @acme/runbook-a, @keys/runbook-a.')
  expect(() => named('@acme/runbook-b')).toThrow('There is no pack @acme/runbook-b.')
  writeFiles(root, { 'runbook-keys/a/pack.json': '{}', 'runbook-keys/a/package.json': '{ "name": "@me/runbook-a" }' })
  expect(named('a')).toBe('@me/runbook-a')
})
