// A folder that cannot be read is not an empty one: nothing is fetched in place of what may lie there.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { folderFiles } from '../src/files/folder.ts'
import { howToGetPacks, packNamed, refuseUnread } from '../src/workspace/named-packs.ts'
import { unreadableFolders } from '../src/workspace/unreadable.ts'

function project(): string {
  const root = mkdtempSync(join(tmpdir(), 'keys-unread-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const path of ['.git', 'node_modules/@keys', 'node_modules/@acme', 'packs'])
    mkdirSync(join(root, path), { recursive: true })
  chmodSync(root, 0o755)
  return root
}

/** Root reads everything: it looks as somebody else. */
function asSomebody<Value>(act: () => Value): Value {
  if (process.geteuid?.() !== 0) return act()
  process.seteuid?.(65_534)
  try {
    return act()
  } finally {
    process.seteuid?.(0)
  }
}

test.each([
  ['the packages of a scope', 'node_modules/@keys'],
  ['all packages', 'node_modules'],
  ['a folder of $KEYS_PACKS', 'packs']
])('%s', (_, path) => {
  const root = project()
  const environment = { KEYS_PACKS: join(root, 'packs') }
  expect(asSomebody(() => unreadableFolders(root, environment))).toEqual([])
  chmodSync(join(root, path), 0)
  onTestFinished(() => chmodSync(join(root, path), 0o755))
  const unread = `${join(root, path)} (EACCES)`
  expect(asSomebody(() => unreadableFolders(root, environment))).toEqual([unread])
  expect(asSomebody(() => howToGetPacks(root, environment))).toContain(unread)
  expect(() => asSomebody(() => refuseUnread('good', root, environment))).toThrow(
    `not all could be looked at: ${unread}`
  )
  expect(() => asSomebody(() => packNamed('good', root, environment))).toThrow(unread)
})

test('a loop of links in the place of packages is said to', () => {
  const root = project()
  symlinkSync('loop', join(root, 'node_modules/@loop'))
  symlinkSync('@loop', join(root, 'node_modules/loop'))
  // What no link leads to belongs to nobody: it is passed over.
  expect(unreadableFolders(root, {})).toEqual([])
})

test('names that are no UTF-8 are listed and not read, whatever they are', () => {
  const root = project()
  const bytes = (...parts: (string | number)[]): Buffer =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))))
  writeFileSync(bytes(`${root}/packs/a`, 0xff, '.txt'), 'x')
  mkdirSync(bytes(`${root}/packs/d`, 0xfe))
  writeFileSync(bytes(`${root}/packs/d`, 0xfe, '/inside'), 'x')
  writeFileSync(join(root, 'packs/z.txt'), 'x')
  const entries = folderFiles(join(root, 'packs')).entries()
  expect(entries.map(({ path, type }) => `${type} ${path}`).toSorted()).toEqual([
    'file z.txt',
    'other a\uFFFD.txt',
    'other d\uFFFD'
  ])
})
