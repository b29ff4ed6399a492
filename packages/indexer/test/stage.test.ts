import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { INDEX_FILE, Stage } from '../src/stage.js'
import { filesIn, temporaryFolder } from '@keys/testkit'

const OLD = 'packs/keys-runbook-alpha-1.0.0.tgz'
const NEW = 'packs/keys-runbook-alpha-1.1.0.tgz'

function indexOf(path: string, bytes: string): string {
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`
  return JSON.stringify({ runbooks: [{ slug: 'alpha', 'x-listing': { tarball: { path, integrity } } }] })
}

/** A workspace, with what an index of it once wrote. */
function workspace(): string {
  const root = temporaryFolder()
  write(root, OLD, 'old')
  return root
}

function write(root: string, path: string, bytes: string): void {
  const stage = new Stage(root)
  try {
    stage.add(path, bytes)
    stage.add(INDEX_FILE, indexOf(path, bytes))
    stage.publish()
  } finally {
    stage.discard()
  }
}

test('tarballs of earlier indexes are removed, and nothing else of them is left', () => {
  const root = workspace()
  write(root, NEW, 'new')
  expect(Object.keys(filesIn(join(root, 'dist')))).toEqual([INDEX_FILE, NEW])
  expect(readdirSync(join(root, 'dist'))).toEqual([INDEX_FILE, 'packs'])
})

/** What lies in `dist/` and no index wrote. */
const FOREIGN: Readonly<Record<string, (dist: string, elsewhere: string) => string>> = {
  'a note beside the tarballs': (dist) => put(join(dist, 'packs/notes.txt')),
  'a folder with files': (dist) => put(join(dist, 'packs/sub/b.txt')),
  'a tarball of another name': (dist) => put(join(dist, 'packs/theirs.tgz')),
  'a tarball whose name could be ours': (dist) => put(join(dist, 'packs/keys-runbook-beta-2.0.0.tgz')),
  'a tarball of an earlier index that somebody replaced': (dist) => put(join(dist, OLD)),
  'a folder that looks like a stage': (dist) => put(join(dist, '.stage-abc123/x')),
  'a file beside the index': (dist) => put(join(dist, 'site.html')),
  'what a link among the tarballs leads to': (dist, elsewhere) => {
    symlinkSync(elsewhere, join(dist, 'packs/linked'))
    return put(join(elsewhere, 'precious.txt'))
  },
  'a file to which the name of an old tarball was linked': (dist, elsewhere) => {
    const target = put(join(elsewhere, 'precious.tgz'))
    replace(join(dist, OLD), (path) => symlinkSync(target, path))
    return target
  }
}

function put(path: string): string {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, 'precious')
  return path
}

function replace(path: string, make: (path: string) => void): void {
  spawnSync('rm', ['-r', path])
  make(path)
}

test.each(Object.keys(FOREIGN))('%s stays', (name) => {
  const [root, elsewhere] = [workspace(), temporaryFolder()]
  const path = FOREIGN[name]!(join(root, 'dist'), elsewhere)
  write(root, NEW, 'new')
  expect(readFileSync(path, 'utf8')).toBe('precious')
  expect(readFileSync(join(root, 'dist', NEW), 'utf8')).toBe('new')
})

/** What stands where something is to be written, and the path that is refused. */
const IN_THE_WAY: Readonly<Record<string, string>> = {
  'dist is a link': 'dist',
  'dist/packs is a link': 'dist/packs',
  'the index is a link': `dist/${INDEX_FILE}`,
  'a tarball is a link': `dist/${NEW}`
}

test.each(Object.keys(IN_THE_WAY))('where %s, nothing is written and nothing is removed', (name) => {
  const [root, elsewhere] = [workspace(), temporaryFolder()]
  const path = join(root, IN_THE_WAY[name]!)
  put(join(elsewhere, 'a.txt'))
  put(join(elsewhere, 'sub/b.txt'))
  replace(path, () => symlinkSync(/\.\w+$/.test(path) ? join(elsewhere, 'a.txt') : elsewhere, path))
  const [before, target] = [filesIn(elsewhere), readlinkSync(path)]
  expect(() => write(root, NEW, 'new')).toThrow(/ is a symbolic link/)
  expect(filesIn(elsewhere)).toEqual(before)
  expect(readlinkSync(path)).toBe(target)
})

test.each(['dist', 'dist/packs', `dist/${INDEX_FILE}`, `dist/${NEW}`])(
  'a pipe in the place of %s is refused',
  (place) => {
    const root = workspace()
    replace(join(root, place), (path) => spawnSync('mkfifo', [path]))
    expect(() => write(root, NEW, 'new')).toThrow(/nothing was written there/)
    expect(lstatSync(join(root, place)).isFIFO()).toBe(true)
  }
)

// Only root can give files away.
test.runIf(process.geteuid?.() === 0).each(['dist', 'dist/packs', `dist/${INDEX_FILE}`, `dist/${OLD}`])(
  '%s of another user is refused',
  (place) => {
    const root = workspace()
    chownSync(join(root, place), 12_345, 12_345)
    const before = filesIn(root)
    expect(() => write(root, OLD, 'new')).toThrow(/is owned by another user \(uid 12345\)/)
    expect(filesIn(root)).toEqual(before)
  }
)

test('what a killed index left is removed by the next, tarballs that it had moved already among it', () => {
  const root = workspace()
  const { pid } = spawnSync('true')
  const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)
  const left = join(root, 'dist', `.keys-stage-${host}-${pid}-0badcafe`)
  mkdirSync(join(left, 'packs'), { recursive: true })
  writeFileSync(join(left, INDEX_FILE), indexOf(NEW, 'new'))
  writeFileSync(join(left, `${OLD}.0123456789ab.tmp`), 'half')
  writeFileSync(join(root, 'dist', NEW), 'new')
  const alive = join(root, 'dist', `.keys-stage-${host}-${process.ppid}-0badcafe`)
  mkdirSync(alive)
  write(root, 'packs/keys-runbook-alpha-1.2.0.tgz', 'newer')
  expect(readdirSync(join(root, 'dist/packs'))).toEqual(['keys-runbook-alpha-1.2.0.tgz'])
  expect(existsSync(left)).toBe(false)
  expect(existsSync(alive)).toBe(true)
})

test('what somebody put into a stage that was left stays', () => {
  const root = workspace()
  const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)
  const path = put(join(root, 'dist', `.keys-stage-${host}-${spawnSync('true').pid}-0badcafe`, 'packs', 'mine.txt'))
  write(root, NEW, 'new')
  expect(readFileSync(path, 'utf8')).toBe('precious')
})
