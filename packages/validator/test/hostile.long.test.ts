// No input makes the validator throw, hang, read outside the pack, or write what a terminal obeys.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { memoryFiles, readPack } from '@keys/pack/core'
import type { Diagnostic } from '@keys/schema'
import { createReport, jsonReport, prettyReport, validatePack } from '../src/core.js'
import { validateFolder } from '../src/index.js'
import { validFolder, validPack } from './fixtures/valid-pack.js'
import type { Files } from './support/patch.js'
import { analyzer } from './support/analyzer.js'

/** What anything under the size limit may take, on a machine that does nothing else. */
const MOST_TIME = 5000
/** Just under the size limit. */
const LARGE = 990_000
const SECRET = 'what lies outside of the pack'

let outside: string
let dir: string

beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), 'keys-hostile-'))
  dir = join(outside, validFolder)
  for (const [path, text] of Object.entries(validPack)) write(path, text)
  writeFileSync(join(outside, 'secret.md'), `# Secret\n\n${SECRET}\n`)
})
afterEach(() => rmSync(outside, { recursive: true, force: true }))

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true })
  writeFileSync(join(dir, path), content)
}

const readme = validPack['README.md'] ?? ''
const pack = validPack['pack.json'] ?? ''
const checklist = validPack['checklist.md'] ?? ''
const repeated = (text: string) => text.repeat(LARGE / text.length)
/** Puts lines below the first heading of the diagnosis. */
const inStep = (text: string) => readme.replace('### Step 1: Count what waits\n', (heading) => `${heading}\n${text}\n`)
const fence = (language: string, code: string) => inStep(`\`\`\`${language}\n${code}\n\`\`\``)
const field = (name: string, json: string) =>
  pack.replace(new RegExp(`"${name}": [^\\n]*?(,?)\\n`), `"${name}": ${json}$1\n`)

/** A case: its name, the rule that speaks of it (null where nothing is wrong), and the files. */
type Case = readonly [name: string, rule: string | null, files: Readonly<Record<string, string | Uint8Array>>]

const contents: readonly Case[] = [
  [
    'CRLF in all files',
    null,
    Object.fromEntries(Object.entries(validPack).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]))
  ],
  ['a byte order mark in Markdown', null, { 'README.md': `\uFEFF${readme}`, 'checklist.md': `\uFEFF${checklist}` }],
  ['a byte order mark in JSON', 'pack/json-syntax', { 'pack.json': `\uFEFF${pack}` }],
  ['UTF-16', 'pack/text-encoding', { 'README.md': Buffer.from(`\uFEFF${readme}`, 'utf16le') }],
  [
    'bytes that are no UTF-8',
    'pack/text-encoding',
    { 'README.md': Buffer.concat([Buffer.from(readme), Buffer.from([0xc3, 0x28, 0xf0, 0x9f])]) }
  ],
  ['a megabyte that is no UTF-8', 'pack/text-encoding', { 'checklist.md': new Uint8Array(LARGE).fill(0xff) }],
  ['NUL in Markdown', 'pack/text-encoding', { 'README.md': readme.replace('Jobs', 'Jo\0bs') }],
  ['NUL in JSON', 'pack/json-syntax', { 'pack.json': pack.replace('{', '{\0') }],
  ['nothing but NUL', 'pack/text-encoding', { 'CHANGELOG.md': new Uint8Array(LARGE) }],
  [
    'escape sequences in Markdown',
    'pack/text-encoding',
    { 'README.md': readme.replace('# Work', '# \u001B[2J\u001B]0;owned\u0007\u009B31mWork') }
  ],
  [
    'escape sequences in a label',
    'runbook/unknown-label',
    { 'README.md': readme.replace('**When**', '**W\u001B[2Jhen**') }
  ],
  ['escape sequences in JSON', 'pack/json-syntax', { 'pack.json': field('maturity', '"\u001B[2J\u0007"') }],
  [
    'escape sequences in JSON, escaped',
    'pack/schema',
    { 'pack.json': field('maturity', String.raw`"\u001b[2J\u0007\u009b31m"`) }
  ],
  [
    'line separators and right-to-left marks',
    'pack/schema',
    { 'pack.json': field('maturity', '"\u2028\u202Eretrats"') }
  ],
  [
    'a prototype',
    'pack/unknown-field',
    { 'pack.json': pack.replace('{', '{ "__proto__": { "slug": "a", "title": "b" },') }
  ],
  [
    'a prototype deep inside',
    'pack/unknown-field',
    { 'pack.json': field('author', '{ "name": "K", "__proto__": { "email": 1 }, "constructor": {} }') }
  ],
  [
    'a prototype in package.json',
    'pack/package-manifest',
    {
      'package.json':
        '{ "__proto__": { "name": "@keys/runbook-work-queue-stopped" }, "scripts": { "__proto__": { "install": "x" } } }'
    }
  ],
  [
    '__proto__ for a step and a label',
    'flow/target-missing',
    {
      'README.md': readme
        .replace('Continue to [Action 1]', 'Continue to [Step 2]')
        .replaceAll('Count what waits', '__proto__')
    }
  ],
  ['a number that is none', 'pack/schema', { 'pack.json': field('version', '1e999') }],
  ['100,000 brackets in JSON', 'pack/nested-too-deep', { 'pack.json': '['.repeat(100_000) }],
  ['100,000 objects in package.json', 'pack/nested-too-deep', { 'package.json': '{"a":'.repeat(100_000) }],
  ['100,000 quotes', 'pack/nested-too-deep', { 'README.md': `${readme}\n${'>'.repeat(100_000)} deep\n` }],
  [
    '100,000 quotes with blanks',
    'pack/nested-too-deep',
    { 'checklist.md': `${checklist}\n${'> '.repeat(100_000)}deep\n` }
  ],
  ['100,000 lists', 'pack/nested-too-deep', { 'CHANGELOG.md': `# A\n\n${'- '.repeat(100_000)}deep\n` }],
  [
    'lists, each inside the last',
    'pack/nested-too-deep',
    { 'README.md': `${readme}\n${Array.from({ length: 300 }, (_, level) => `${'  '.repeat(level)}- a\n`).join('')}` }
  ],
  ['100,000 brackets in Markdown', 'any', { 'README.md': `${readme}\n${'['.repeat(100_000)}\n` }],
  ['100,000 images', 'any', { 'README.md': `${readme}\n${'!['.repeat(100_000)}\n` }],
  ['100,000 stars', 'any', { 'README.md': `${readme}\n${'*a **b '.repeat(100_000 / 2)}\n` }],
  [
    'a path out of the pack',
    'pack/documentation-paths',
    { 'pack.json': pack.replace('"readme": "README.md"', '"readme": "../secret.md"') }
  ],
  [
    'an absolute path',
    'pack/documentation-paths',
    { 'pack.json': pack.replace('"readme": "README.md"', '"readme": "/etc/hostname"') }
  ],
  [
    'a link out of the pack',
    'reference/local-link-broken',
    { 'README.md': inStep('See [this](../secret.md) and [that](/etc/hostname).') }
  ],
  [
    'an escaped link out of the pack',
    'reference/local-link-broken',
    { 'README.md': inStep('See [this](%2e%2e/secret.md).') }
  ],
  ['a link that cannot be decoded', 'reference/local-link-broken', { 'README.md': inStep('See [this](%E0%A4%A.md).') }],
  [
    'files that lead out',
    null,
    { 'package.json': (validPack['package.json'] ?? '').replace('"files": [', '"files": ["../**", "/etc", ') }
  ],
  [
    'a matcher with a backreference',
    'flow/matcher-syntax',
    { 'README.md': readme.replace('**If `0`**', String.raw`**If \`/(a)\1/\`**`.replaceAll('\\`', '`')) }
  ],
  [
    'a matcher of a million states',
    'flow/matcher-syntax',
    { 'README.md': readme.replace('**If `0`**', '**If `/((a{1000}){1000}){1000}/`**') }
  ],
  [
    'a matcher that would run for ever elsewhere',
    null,
    { 'README.md': readme.replace('**If `0`**', '**If `0` or `/^(a+)+$/`**') }
  ],
  ['100,000 subshells', 'any', { 'README.md': fence('bash', '('.repeat(100_000)) }],
  ['100,000 substitutions', 'any', { 'README.md': fence('bash', 'echo '.concat('$('.repeat(100_000))) }],
  ['100,000 expansions', 'any', { 'README.md': fence('bash', 'echo '.concat('${a:-'.repeat(100_000))) }],
  ['100,000 sums', 'any', { 'README.md': fence('bash', 'echo $(('.concat('('.repeat(100_000))) }],
  ['100,000 here-documents', 'any', { 'README.md': fence('bash', 'cat <<A\n'.repeat(90_000)) }],
  ['100,000 conditions', 'any', { 'README.md': fence('bash', 'if true; then '.repeat(60_000)) }],
  [
    '100,000 parentheses in SQL',
    'any',
    { 'README.md': fence('sql', `select ${'('.repeat(100_000)}1${')'.repeat(100_000)};`) }
  ],
  ['100,000 comments in SQL', 'any', { 'README.md': fence('sql', '/*'.repeat(100_000)) }],
  ['100,000 statements in SQL', 'any', { 'README.md': fence('sql', 'select 1;\n'.repeat(90_000)) }],
  ['100,000 arrays in JavaScript', 'any', { 'README.md': fence('js', '['.repeat(100_000)) }],
  ['100,000 functions in JavaScript', 'any', { 'README.md': fence('js', 'x=>'.repeat(100_000)) }],
  ['100,000 templates in TypeScript', 'any', { 'README.md': fence('ts', '`${'.repeat(100_000)) }],
  ['100,000 objects in a fence', 'any', { 'README.md': fence('json', '{"a":'.repeat(100_000)) }],
  ['100,000 links', 'any', { 'README.md': inStep('[a](b.md) '.repeat(90_000)) }],
  [
    '100,000 definitions',
    'any',
    { 'README.md': `${readme}${Array.from({ length: 60_000 }, (_, index) => `[a${index}]: #b\n`).join('')}` }
  ],
  ['100,000 headings', 'any', { 'README.md': `${readme}${'### Step 1: A\n\n'.repeat(60_000)}` }],
  ['100,000 branches', 'any', { 'README.md': inStep('- **If `1`**: go. Continue to [Step 1].\n'.repeat(24_000)) }],
  ['100,000 items', 'any', { 'checklist.md': `${checklist}\n${'- [x] [Step 1]: a\n'.repeat(50_000)}` }],
  ['100,000 entries', 'any', { 'CHANGELOG.md': `# A\n\n${'## 1.0.0\n\n'.repeat(80_000)}` }],
  ['400 preconditions that take over four others each', 'any', { 'README.md': preconditions(400) }],
  ['100,000 comments', 'any', { 'README.md': `${readme}${'<!-- keys-disable flow/dead-end -->\n\n'.repeat(25_000)}` }],
  ['200,000 tags', null, { 'pack.json': field('tags', `[${'"a",'.repeat(200_000)}"a"]`) }],
  [
    '100,000 keys',
    'any',
    { 'pack.json': pack.replace('{', `{${Array.from({ length: 60_000 }, (_, index) => `"k${index}":1,`).join('')}`) }
  ],
  [
    'one word of a megabyte',
    'any',
    {
      'README.md': repeated('a'),
      'checklist.md': repeated('a'),
      'CHANGELOG.md': repeated('a'),
      'LICENSE.txt': repeated('a')
    }
  ],
  ['one heading of a megabyte', 'any', { 'README.md': `# ${repeated('a (')}` }],
  ['one label of a megabyte', 'any', { 'README.md': inStep(`**${repeated('a ').slice(0, 900_000)}**: b`) }],
  ...[
    '`',
    '~',
    '|',
    '_',
    '*',
    '<',
    '&',
    '\\',
    ' ',
    '\t',
    '\n',
    '\r',
    '- ',
    '1. ',
    '# ',
    '- [ ] ',
    '[a]: b\n',
    '| a ',
    '<!--',
    '**If `',
    '$(',
    'http://a ',
    '@',
    '\u0301',
    '😀'
  ].map((text): Case => [
    `a megabyte of ${JSON.stringify(text)}`,
    'any',
    { 'README.md': repeated(text), 'checklist.md': repeated(text), 'CHANGELOG.md': repeated(text) }
  ])
]

describe('texts, in a folder and in memory', () => {
  it.each(contents)(
    '%s',
    async (_, rule, files) => {
      for (const [path, content] of Object.entries(files)) write(path, content)
      const onDisk = await timed(() => found())
      const inMemory = await timed(() => foundIn({ ...validPack, ...files }))
      expect(inMemory).toEqual(onDisk)
      if (rule === null) expect(onDisk).toEqual([])
      else if (rule === 'any') expect(onDisk).not.toEqual([])
      else expect(onDisk).toContain(rule)
    },
    60_000
  )
})

/** What can lie on a disk: a name, the finding, and how it comes there. */
const onDisk: readonly (readonly [name: string, rule: string, spoil: () => void | Promise<void>])[] = [
  ['a link to a file outside', 'pack/required-files README.md', () => relinked('README.md', '../secret.md')],
  ['a link to a file inside', 'pack/required-files README.md', () => relinked('README.md', 'checklist.md')],
  ['a link to itself', 'pack/required-files pack.json', () => relinked('pack.json', 'pack.json')],
  ['a link that leads nowhere', 'pack/required-files CHANGELOG.md', () => relinked('CHANGELOG.md', 'nowhere')],
  ['a link to a file without an end', 'pack/required-files README.md', () => relinked('README.md', '/dev/zero')],
  ['a link to a folder outside', 'pack/special-file all', () => symlinkSync('..', join(dir, 'all'))],
  [
    'a link in a folder',
    'pack/special-file drill/root',
    () => {
      mkdirSync(join(dir, 'drill'))
      symlinkSync('/', join(dir, 'drill/root'))
    }
  ],
  [
    'a document behind a link',
    'pack/documentation-paths pack.json',
    () => {
      symlinkSync('..', join(dir, 'all'))
      write('pack.json', pack.replace('"readme": "README.md"', '"readme": "all/secret.md"'))
    }
  ],
  ['a package.json that is a link', 'pack/package-manifest package.json', () => relinked('package.json', '/dev/zero')],
  [
    'folders in the place of files',
    'pack/required-files README.md',
    () => {
      for (const path of Object.keys(validPack)) {
        rmSync(join(dir, path))
        mkdirSync(join(dir, path))
      }
    }
  ],
  [
    'pipes in the place of files',
    'pack/required-files checklist.md',
    () => {
      for (const path of Object.keys(validPack)) {
        rmSync(join(dir, path))
        execFileSync('mkfifo', [join(dir, path)])
      }
    }
  ],
  ['a pipe beside the files', 'pack/special-file pipe', () => void execFileSync('mkfifo', [join(dir, 'pipe')])],
  [
    'a socket',
    'pack/special-file socket',
    async () => {
      const server = createServer()
      await new Promise<void>((done) => server.listen(join(dir, 'socket'), done))
      onTestFinished(() => new Promise<void>((done) => server.close(() => done())))
    }
  ],
  [
    'files of 50 MB',
    'pack/file-too-large README.md',
    () => {
      for (const path of Object.keys(validPack)) truncateSync(join(dir, path), 50_000_000)
    }
  ],
  [
    'a list of what to ignore that has no end',
    'pack/special-file .npmignore',
    () => symlinkSync('/dev/zero', join(dir, '.npmignore'))
  ],
  ['names with escape sequences', 'pack/special-file \u001B[2J', () => symlinkSync('..', join(dir, '\u001B[2J'))],
  [
    'names of prototypes',
    'pack/special-file __proto__',
    () => {
      symlinkSync('..', join(dir, '__proto__'))
      write('constructor', 'a')
      write('toString/hasOwnProperty', 'a')
    }
  ],
  [
    'folders in folders',
    'pack/special-file deep',
    () => {
      mkdirSync(join(dir, 'a/'.repeat(400)), { recursive: true })
      symlinkSync('a', join(dir, 'deep'))
    }
  ],
  [
    'ten thousand files',
    'pack/special-file last',
    () => {
      for (let index = 0; index < 10_000; index++) write(`many/${index % 100}/${index}`, '')
      symlinkSync('many', join(dir, 'last'))
    }
  ]
]

describe('what lies on a disk', () => {
  it.each(onDisk)(
    '%s',
    async (_, rule, spoil) => {
      await spoil()
      const { diagnostics, failure } = await timed(() => validateFolder(dir))
      expect(failure).toBeNull()
      expectHarmless(diagnostics)
      expect(diagnostics.map(({ code, file }) => `${code} ${file}`)).toContain(rule)
    },
    60_000
  )

  it.runIf(process.getuid?.() === 0)('a device', async () => {
    rmSync(join(dir, 'README.md'))
    try {
      execFileSync('mknod', [join(dir, 'README.md'), 'c', '1', '5'], { stdio: 'ignore' })
    } catch {
      // Containers may forbid it; a link to a device is tried above in any case.
      symlinkSync('/dev/zero', join(dir, 'README.md'))
    }
    expect(await timed(() => found())).toContain('pack/required-files')
  })
})

async function found(): Promise<string[]> {
  const { diagnostics, failure, source } = await validateFolder(dir)
  expect(failure).toBeNull()
  expectHarmless(diagnostics, source.readme?.text)
  return codesOf(diagnostics)
}

async function foundIn(files: Files): Promise<string[]> {
  // The package manager is asked on a disk alone; the valid pack ships these.
  const source = readPack(memoryFiles(files), { folder: validFolder, packedFiles: Object.keys(validPack) })
  return codesOf(validatePack(source, { analyzer }))
}

function codesOf(diagnostics: readonly Diagnostic[]): string[] {
  return [...new Set(diagnostics.map(({ code }) => code))].toSorted()
}

async function timed<Result>(work: () => Promise<Result>): Promise<Result> {
  // Processor time, so that whatever else runs on the machine counts for nothing.
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1000).toBeLessThan(MOST_TIME)
  return result
}

/** Reports of it hold nothing from outside of the pack, and no character that a terminal obeys. */
function expectHarmless(diagnostics: readonly Diagnostic[], text = ''): void {
  // A hundred thousand findings are shown one after the other; some of each kind stand for all.
  const some = diagnostics.slice(0, 200)
  const report = createReport([{ path: `packs/\u001B]0;owned\u0007`, diagnostics: [...some] }])
  const pretty = prettyReport(report, { color: false, width: 100, sources: () => text })
  const json = jsonReport(report)
  // oxlint-disable no-control-regex -- these are what is looked for
  expect(pretty).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u2029\u202E]/)
  // Tools read what turns the direction of writing as any other letter.
  expect(json).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/)
  // oxlint-enable no-control-regex
  expect(pretty + json).not.toContain(SECRET)
}

function relinked(path: string, target: string): void {
  rmSync(join(dir, path))
  symlinkSync(target, join(dir, path))
}

/** Actions in a ring, each of which asks for what the next four ask for. */
function preconditions(count: number): string {
  const actions = Array.from({ length: count }, (_, index) => {
    const others = [2, 3, 4, 5].map((by) => `As for Action ${index + by}.`).join(' ')
    const next = (index + 1) % count
    return `### Action ${index + 1}: a${index} (REVERSIBLE)\n\n**Precondition**: ${others}\n\n- **Otherwise**: [Action ${next + 1}]\n`
  })
  return `# A\n\n## Action steps\n\n${actions.join('\n')}`
}
