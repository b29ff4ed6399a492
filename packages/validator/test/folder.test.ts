import { folderFiles, readFolder, shippedFiles } from '@keys/pack'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defineRule, register, rulePage, validateFolder } from '../src/index.js'
import { validFolder, validPack } from './fixtures/valid-pack.js'

let outside: string
let dir: string

beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), 'keys-validator-'))
  dir = join(outside, validFolder)
  write(validPack)
})
afterEach(() => rmSync(outside, { recursive: true }))

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
}

async function found(): Promise<string[]> {
  const { diagnostics, failure } = await validateFolder(dir)
  expect(failure).toBeNull()
  return diagnostics.map(({ code, file }) => `${code} ${file}`).filter((line) => line.startsWith('pack/'))
}

it('finds nothing in the valid pack', async () => {
  const { diagnostics, failure, source } = await validateFolder(dir)
  expect({ diagnostics, failure, folder: source.folder }).toEqual({
    diagnostics: [],
    failure: null,
    folder: validFolder
  })
})

it('lists what is there, without what is never looked into', () => {
  write({ 'node_modules/a/README.md': 'a', '.git/HEAD': 'a', 'drill/drill.ts': 'a' })
  const entries = folderFiles(dir).entries()
  expect(entries.map(({ path }) => path).toSorted()).toEqual(
    [...Object.keys(validPack), 'drill', 'drill/drill.ts'].toSorted()
  )
})

it('follows no symbolic link and reads nothing outside', async () => {
  writeFileSync(join(outside, 'secret.md'), '# Secret')
  for (const path of ['README.md', 'pack.json']) rmSync(join(dir, path))
  symlinkSync('../secret.md', join(dir, 'README.md'))
  symlinkSync(join(outside, 'secret.md'), join(dir, 'pack.json'))
  symlinkSync('..', join(dir, 'all'))
  expect((await found()).toSorted()).toEqual([
    'pack/required-files README.md',
    'pack/required-files pack.json',
    'pack/special-file all'
  ])
  for (const path of ['README.md', 'all/secret.md', '../secret.md', '/etc/hostname']) {
    expect(() => folderFiles(dir).read(path.startsWith('all') ? `${path}/../../secret.md` : path), path).toThrow()
  }
})

it('takes a folder, a named pipe and a file of 50 MB for what they are', async () => {
  for (const path of ['README.md', 'checklist.md', 'pack.json']) rmSync(join(dir, path))
  mkdirSync(join(dir, 'README.md'))
  execFileSync('mkfifo', [join(dir, 'checklist.md')])
  writeFileSync(join(dir, 'pack.json'), '')
  truncateSync(join(dir, 'pack.json'), 50_000_000)
  expect(await found()).toEqual([
    'pack/required-files README.md',
    'pack/required-files checklist.md',
    'pack/file-too-large pack.json'
  ])
  expect(() => folderFiles(dir).read('checklist.md')).toThrow('not a regular file')
})

it('judges what the package manager would ship', async () => {
  write({ 'package.json': (validPack['package.json'] ?? '').replace('"checklist.md", ', '') })
  expect(await found()).toEqual(['pack/required-files checklist.md'])
})

it('keeps what other rules found when one breaks down', async () => {
  const broken = defineRule({
    severity: 'error',
    subject: 'pack',
    description: 'A.',
    rationale: 'B.',
    messages: {},
    check: () => {
      throw new Error('broken')
    }
  })
  const { diagnostics, failure } = await validateFolder(dir, { rules: register({ 'area/broken': broken }) })
  expect(diagnostics).toEqual([])
  expect(failure?.message).toContain('area/broken')
})

it('throws when there is no folder', async () => {
  await expect(validateFolder(join(outside, 'nowhere'))).rejects.toThrow('ENOENT')
})

describe('the list of what is shipped', () => {
  const list = async () => [...((await readFolder(dir)).packedFiles ?? ['unknown'])].toSorted()
  const manifest = (fields: object) =>
    write({ 'package.json': JSON.stringify({ name: 'a', version: '1.0.0', ...fields }) })

  it('is the same by names alone as by the package manager', async () => {
    write({ 'drill/drill.ts': 'a', 'drill/a.orig': 'a', 'index.js': '', 'notes.md': 'a', 'readme.old.md': 'a' })
    for (const files of [['pack.json', './checklist.md', 'drill/'], ['drill', 'missing.js'], []]) {
      manifest({ files, main: 'index.js' })
      const byName = await list()
      // A pattern makes it ask the package manager.
      manifest({ files: [...files, '*.nothing'], main: 'index.js' })
      expect(byName, files.join(' ')).toEqual(await list())
    }
  })

  it('heeds .npmignore, and all files without a list', async () => {
    manifest({})
    expect(await list()).toContain('checklist.md')
    write({ '.npmignore': 'checklist.md\n' })
    expect(await list()).not.toContain('checklist.md')
  })

  it('is unknown where it cannot be told safely', async () => {
    symlinkSync('/dev/zero', join(dir, '.npmignore'))
    expect(await list()).toEqual(['unknown'])
    expect(await shippedFiles(dir, [], null)).toBeNull()
  })

  it('takes no pattern that leads outside, and survives what is no pattern', async () => {
    writeFileSync(join(outside, 'secret.md'), '# Secret')
    manifest({ files: ['../**', 'pack.*', 1, null, {}], bundleDependencies: true, bin: 7 })
    expect(await list()).toEqual(['LICENSE.txt', 'README.md', 'pack.json', 'package.json'])
  })
})

it('finds the page of a rule and reads nothing else', () => {
  expect(rulePage('pack/empty-file')).toContain('# pack/empty-file')
  for (const code of ['pack/nothing', '../../README', 'pack/../pack/empty-file', '']) expect(rulePage(code)).toBeNull()
})
