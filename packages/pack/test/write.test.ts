import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeAtomically, writeOutput, writeTogether } from '../src/index.js'
import { keep } from '../src/kept/own-file.js'
import { temporaryFolder } from '@keys/testkit'

function mode(path: string): number {
  return lstatSync(path).mode & 0o777
}

/** What may stand in the place of a file. */
const NO_FILES: Readonly<Record<string, (path: string) => void>> = {
  'a link to a file': (path) => {
    writeFileSync(`${path}.real`, 'real')
    symlinkSync(`${path}.real`, path)
  },
  'a link to a folder': (path) => symlinkSync('.', path),
  'a link to nothing': (path) => symlinkSync('nowhere', path),
  'a link to itself': (path) => symlinkSync(path, path),
  'a link to a device': (path) => symlinkSync('/dev/null', path),
  'a folder': (path) => mkdirSync(path),
  'a pipe': (path) => void spawnSync('mkfifo', [path])
}

test.each(Object.keys(NO_FILES))('%s is never replaced', (name) => {
  const folder = temporaryFolder()
  const path = join(folder, 'a')
  NO_FILES[name]?.(path)
  const [before, { ino }] = [readdirSync(folder), lstatSync(path)]
  expect(() => writeAtomically(path, 'new')).toThrow(/nothing was written there/)
  expect(() =>
    writeTogether([
      { path: join(folder, 'b'), content: 'new' },
      { path, content: 'new' }
    ])
  ).toThrow(/nothing was/)
  expect(readdirSync(folder)).toEqual(before)
  expect(lstatSync(path).ino).toBe(ino)
})

test('a file that is replaced keeps its mode, and another name of it its content', () => {
  const folder = temporaryFolder()
  const [path, other] = [join(folder, 'a'), join(folder, 'b')]
  writeFileSync(path, 'old')
  chmodSync(path, 0o751)
  linkSync(path, other)
  writeAtomically(path, 'new')
  expect([readFileSync(path, 'utf8'), readFileSync(other, 'utf8'), mode(path)]).toEqual(['new', 'old', 0o751])
})

test('what comes between writing and moving leaves everything as it was', () => {
  const folder = temporaryFolder()
  const [first, second] = [join(folder, 'a'), join(folder, 'b')]
  const files = [first, second].map((path) => ({ path, content: 'new' }))
  writeFileSync(first, 'old')
  const planted = (): void => symlinkSync('/dev/null', second)
  expect(() => writeTogether(files, planted)).toThrow(/symbolic link/)
  expect(readFileSync(first, 'utf8')).toBe('old')
  expect(readdirSync(folder)).toEqual(['a', 'b'])
})

test.each(['a link to a file', 'a link to a folder', 'a link to nothing', 'a link to itself', 'a folder'])(
  'an output that is %s is refused, with what to do',
  (name) => {
    const path = join(temporaryFolder(), 'a')
    NO_FILES[name]?.(path)
    expect(() => writeOutput(path, 'new')).toThrow(expect.objectContaining({ hint: expect.stringMatching(/^Name/) }))
  }
)

test.each(['/dev/null', '/dev/zero', '/dev/full'])('%s stays what it is', (device) => {
  const { rdev, ino } = lstatSync(device)
  const write = (): void => writeOutput(device, 'text')
  if (device === '/dev/full') expect(write).toThrow('ENOSPC')
  else write()
  expect(lstatSync(device)).toMatchObject({ rdev, ino })
})

test('a link to a device is written through and stays a link', () => {
  const path = join(temporaryFolder(), 'a')
  symlinkSync('/dev/null', path)
  writeOutput(path, 'text')
  expect(lstatSync(path).isSymbolicLink()).toBe(true)
})

test('a pipe gets all of a long text when somebody reads it, and is refused when nobody does', async () => {
  const path = join(temporaryFolder(), 'a')
  execFileSync('mkfifo', [path])
  expect(() => writeOutput(path, 'text')).toThrow('is a pipe that no program reads')
  const reader = spawn('sh', ['-c', 'cat "$0" > "$0.out"', path], { stdio: 'ignore' })
  const long = `${'x'.repeat(300_000)}\n`
  await expect.poll(() => attempt(() => writeOutput(path, long))).toBe(true)
  if (reader.exitCode === null) await once(reader, 'exit')
  expect(readFileSync(`${path}.out`, 'utf8')).toBe(long)
  expect(lstatSync(path).isFIFO()).toBe(true)
})

function attempt(work: () => void): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}

test('an output is private, whatever was there', () => {
  const path = join(temporaryFolder(), 'a')
  writeOutput(path, 'first')
  expect(mode(path)).toBe(0o600)
  chmodSync(path, 0o644)
  writeOutput(path, 'second')
  expect([mode(path), readFileSync(path, 'utf8')]).toEqual([0o600, 'second'])
  expect(() => writeOutput(join(path, '../none/b'), 'text')).toThrow('is in a folder that does not exist')
  expect(() => writeOutput(join(path, 'b'), 'text')).toThrow()
})

test('a folder below what says that nothing is there is refused, and not tried for ever', async () => {
  // Below /proc/<pid> the system says of any new name that its folder is not there.
  expect(() => writeAtomically('/proc/1/.cache/keys/a', 'text')).toThrow()
  // What is kept for the next time is then not kept, and nobody hears of it.
  await expect(keep('/proc/1/.cache/keys/a', 'text')).resolves.toBeUndefined()
})

test('folders are made as they are missing, and private where they are kept', async () => {
  const folder = temporaryFolder()
  writeAtomically(join(folder, 'a/b/c'), 'text')
  await keep(join(folder, 'd/e/f'), 'text')
  expect([mode(join(folder, 'd')), mode(join(folder, 'd/e'))]).toEqual([0o700, 0o700])
  expect(readFileSync(join(folder, 'a/b/c'), 'utf8')).toBe('text')
})
