// A command reads no more than it needs: what whole commands load, counted. How long that takes depends on the machine.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { REPOSITORY, temporaryFolder } from './support.js'

const PACKAGE = join(import.meta.dirname, '..')
const KEYS = join(PACKAGE, 'bin/keys.js')
const QUICK = ['bin/keys.js', 'dist/quick.cjs']
const SLUG = 'stripe-webhook-failure'

/** Writes down which files and which modules of Node a process has loaded. */
const NOTE = `
const { registerHooks } = require('node:module')
const { writeFileSync } = require('node:fs')
const before = new Set(process.moduleLoadList)
const files = []
registerHooks({ load: (url, context, next) => (url.startsWith('file:') && files.push(url), next(url, context)) })
process.on('exit', () => {
  const builtins = process.moduleLoadList.filter((name) => !before.has(name))
  writeFileSync(process.env.LOADED, JSON.stringify({ files, builtins }))
})
`

interface Loaded {
  code: number | null
  /** Of the package, as paths in it. */
  files: string[]
  /** Modules of Node, and what they are made of. */
  builtins: string[]
}

const place = mkdtempSync(join(tmpdir(), 'keys-loads-'))
const [note, LOADED, kept] = [join(place, 'note.cjs'), join(place, 'loaded.json'), join(place, 'cache')]
beforeAll(() => {
  writeFileSync(note, NOTE)
  for (const args of [['list'], ['find', 'disk'], ['show', SLUG], ['validate']]) loadedBy(args, REPOSITORY, kept)
})
afterAll(() => rmSync(place, { recursive: true }))

/** Runs the built command, and says what it has loaded. */
function loadedBy(args: readonly string[], folder: string, cache: string): Loaded {
  const { PATH = '' } = process.env
  const { status, stderr } = spawnSync(process.execPath, ['--require', note, KEYS, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH, XDG_CACHE_HOME: cache, LOADED },
    input: ''
  })
  expect(stderr).not.toMatch(/Internal error|unrecognized flag/)
  const { files, builtins } = JSON.parse(readFileSync(LOADED, 'utf8')) as { files: string[]; builtins: string[] }
  return { code: status, files: files.map((url) => relative(PACKAGE, fileURLToPath(url))), builtins }
}

/** What of Node takes longer to load than a short command takes. */
function heavyOf({ builtins }: Loaded): string[] {
  return builtins.filter((name) =>
    /crypto|stream|net|http|perf|worker|child_process|zlib|readline|assert|url/.test(name)
  )
}

test.each<[string, string[], string[]]>([
  ['the version', ['--version'], ['bin/keys.js', 'package.json']],
  ['the help', ['--help'], ['bin/keys.js']],
  ['the packs', ['list'], QUICK],
  ['the packs, for machines', ['list', '--format', 'json'], QUICK],
  ['a sure hit', ['find', 'No signatures found matching the expected signature for payload'], QUICK],
  ['some of the words', ['find', 'disk'], QUICK],
  ['nothing', ['find', 'qqqqqq'], QUICK],
  ['what is found, for machines', ['find', '--format', 'json', 'webhook'], QUICK],
  ['a pack', ['show', SLUG], QUICK],
  ['a pack that is not there', ['show', 'no-such-pack'], QUICK],
  ['what is wrong', ['validate'], QUICK],
  ['a command that is not there', ['vaildate'], QUICK],
  ['the help of a command', ['find', '--help'], QUICK]
])('%s: with what was kept, no other file is read', (_, args, files) => {
  const loaded = loadedBy(args, REPOSITORY, kept)
  expect(loaded.files).toEqual(files)
  expect(heavyOf(loaded)).toEqual([])
})

test.each(['list', `show ${SLUG}`, 'validate'])('%s: without packs, no other file is read', (line) => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'runbook-keys'))
  expect(loadedBy(line.split(' '), folder, temporaryFolder()).files).toEqual(QUICK)
})

/** Third parties that take long to load, and are there for some commands only. */
const HEAVY =
  /^(?:@npmcli\/config|acorn|libpg-query|make-fetch-happen|micromark|npm-.*|re2js|satteri|semver|unbash|yaml|zod)$/

/** Which of them were loaded, in whole or in part. */
function heavyPartiesIn({ files }: Loaded): string[] {
  const texts = files.map((file) => `// ${file}\n${readFileSync(join(PACKAGE, file), 'utf8')}`)
  const names = texts.flatMap((text) =>
    [...text.matchAll(/^\/\/ .*node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\//gm)].map(([, name = '']) => name)
  )
  return [...new Set(names)].filter((name) => HEAVY.test(name)).toSorted()
}

test.each([
  ['list', 'zod'],
  ['find disk', 'micromark satteri zod'],
  [`show ${SLUG}`, 'micromark satteri zod'],
  [`graph ${SLUG}`, 'micromark satteri zod'],
  ['validate --no-cache', 'acorn libpg-query micromark re2js satteri semver unbash yaml zod']
])('%s: with nothing kept, only what it needs is loaded', (line, parties) => {
  const loaded = loadedBy(line.split(' '), REPOSITORY, temporaryFolder())
  expect(heavyPartiesIn(loaded).join(' ')).toBe(parties)
})

test('the file with which all commands start is read and evaluated fast', () => {
  const text = readFileSync(join(PACKAGE, 'dist/quick.cjs'), 'utf8')
  // One letter of another kind has V8 keep all of the file with two bytes for each.
  expect(text.match(/\P{ASCII}/gu)).toBeNull()
  // Nothing that a module of Node offers is copied.
  expect(text.match(/__toESM\d*\(require_node_\w+\(\), 1\)/g)).toBeNull()
})
