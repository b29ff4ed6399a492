// A folder and those above it.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeFolders } from '../src/index.ts'

function place(): string {
  const root = mkdtempSync(join(tmpdir(), 'keys-folders-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  return root
}

test('says which of them was made first, and that none was missing', () => {
  const root = place()
  expect(makeFolders(join(root, 'a/b/c'))).toBe(join(root, 'a'))
  expect(statSync(join(root, 'a/b/c')).isDirectory()).toBe(true)
  expect(makeFolders(join(root, 'a/b/c'))).toBe(null)
  expect(makeFolders(join(root, 'a/b/d/e'), 0o700)).toBe(join(root, 'a/b/d'))
  expect(statSync(join(root, 'a/b/d/e')).mode & 0o777).toBe(0o700)
})

test('what cannot be made is refused by its own name', () => {
  const root = place()
  writeFileSync(join(root, 'file'), '')
  expect(() => makeFolders(join(root, 'file/a/b'))).toThrow(/ENOTDIR: .*'.*file\/a'/)
})
