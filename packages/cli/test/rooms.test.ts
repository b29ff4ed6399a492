// Inside a package, folders are its parts: which may import which, that nothing goes in circles, and where Node may be asked.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { REPOSITORY } from './support.js'

/** Of each folder of `src` the others from which it may import; `.` is what lies in `src` itself, and imports from all. */
const ROOMS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  parser: {
    markdown: ['model'],
    model: [],
    headings: ['markdown'],
    graph: ['headings', 'model'],
    diff: ['graph', 'model'],
    // Texts that were not written for the grammar are read by parts of the one that reads those that were.
    lenient: ['headings', 'markdown', 'model', 'runbook'],
    runbook: ['graph', 'headings', 'lenient', 'markdown', 'model'],
    checklist: ['headings', 'markdown', 'runbook'],
    changelog: ['headings', 'markdown', 'runbook']
  },
  'command-analysis': {
    text: [],
    sql: ['.', 'text'],
    shell: ['.', 'text'],
    script: ['.', 'text'],
    // The parser of PostgreSQL, as a browser loads it.
    browser: [],
    // Where what a secret holds can be seen.
    secrets: ['.', 'shell', 'text'],
    effect: ['.', 'shell', 'sql', 'text']
  },
  pack: {
    text: [],
    // Work over many packs side by side.
    threads: [],
    documents: ['.'],
    edits: ['documents'],
    files: ['documents'],
    write: ['files'],
    // What was read before, kept between calls.
    kept: ['documents', 'files', 'write'],
    // A Markdown file by itself, taken as a runbook.
    plain: ['.', 'documents', 'files', 'workspace'],
    config: ['.', 'documents', 'files', 'text', 'workspace'],
    workspace: ['.', 'config', 'documents', 'files', 'kept', 'plain', 'text', 'write'],
    open: ['.', 'files', 'plain', 'workspace'],
    // What of a pack is shown at a glance.
    overview: ['documents', 'kept', 'open', 'workspace'],
    registry: ['.', 'files', 'text', 'workspace', 'write'],
    versions: ['.', 'open', 'registry', 'text', 'workspace']
  },
  validator: {
    subjects: [],
    engine: ['.', 'subjects'],
    reporters: ['engine'],
    fixes: ['engine'],
    rules: ['engine', 'fixes', 'subjects'],
    adapters: ['.', 'engine', 'fixes']
  },
  runner: {
    secrets: ['.'],
    overlay: ['.'],
    journal: ['.', 'run'],
    run: ['.', 'journal', 'policy', 'secrets'],
    policy: ['.', 'run'],
    evidence: ['.', 'journal', 'run'],
    handover: ['.', 'evidence', 'run'],
    preflight: ['.', 'evidence', 'overlay', 'policy', 'run', 'secrets'],
    present: ['.', 'evidence', 'journal', 'overlay', 'policy', 'run'],
    store: ['.', 'journal', 'present', 'run'],
    node: ['.', 'evidence', 'journal', 'overlay', 'preflight', 'present', 'run', 'secrets']
  },
  release: { report: ['.'] },
  drill: { scope: [], suite: ['.'] },
  import: { profiles: [], node: ['.', 'profiles'] },
  terminal: { rich: ['.'] },
  cli: {
    drill: ['.'],
    trust: ['.', 'operate'],
    operate: ['.', 'trust'],
    alert: ['.', 'operate'],
    evidence: ['.', 'operate'],
    preflight: ['.', 'operate', 'trust'],
    export: ['.'],
    mcp: ['.', 'alert', 'operate'],
    commands: ['.', 'alert', 'drill', 'evidence', 'export', 'mcp', 'operate', 'preflight', 'trust']
  }
}

/** Where modules of Node may be imported: folders, or files. Packages that are not named are all for Node. */
const NODE: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  parser: [],
  search: [],
  'command-analysis': [],
  runner: ['node/'],
  validator: ['adapters/', 'remark.ts'],
  drill: ['suite/', 'scope/', 'run-drill.ts', 'arguments-watch.ts', 'newcomers.ts']
}

/** The files of the command that ask the disk by themselves; all else asks a library. */
const CLI_DISK = [
  'streams.ts',
  'find-input.ts',
  'alert/check-alerts.ts',
  'export/link-skills.ts',
  'evidence/attachments.ts',
  'evidence/run-record.ts',
  'preflight/preflight-command.ts',
  'trust/untrusted-drill.ts'
]

/** Where the command has more lines than this, something of it belongs in a library. */
const MOST_LINES = 6000

/** A statement that imports, types included, or a call. */
const IMPORT = /^(?:import|export|\})[^'\n]*'([^'\n]+)'|import\('([^']+)'\)/gm

interface Source {
  /** Path below `src`. */
  file: string
  /** What it imports from its own package, as paths below `src`. */
  own: readonly string[]
  /** What it imports from elsewhere. */
  others: readonly string[]
}

function sourcesOf(folder: string): Source[] {
  const root = join(REPOSITORY, 'packages', folder, 'src')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))
  return files.map((file) => {
    const specifiers = [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)].map(
      ([, from, call]) => from ?? call ?? ''
    )
    const near = specifiers.filter((specifier) => specifier.startsWith('.'))
    const paths = near.flatMap((specifier) => {
      const path = join(root, dirname(file), specifier).replace(/\.js$/, '')
      return [`${path}.ts`, `${path}.tsx`].filter((candidate) => existsSync(candidate) && candidate.startsWith(root))
    })
    return {
      file,
      own: paths.map((path) => relative(root, path)),
      others: specifiers.filter((specifier) => !specifier.startsWith('.'))
    }
  })
}

const FOLDERS = readdirSync(join(REPOSITORY, 'packages')).filter((name) =>
  existsSync(join(REPOSITORY, 'packages', name, 'src'))
)

const roomOf = (file: string): string => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '.')

/** A way from a file back to it, for each file on one. */
function circleIn(sources: readonly Source[]): string[] | null {
  const byFile = new Map(sources.map((source) => [source.file, source.own]))
  const done = new Set<string>()
  const walk = (file: string, path: readonly string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return null
    for (const next of byFile.get(file) ?? []) {
      const circle = walk(next, [...path, file])
      if (circle !== null) return circle
    }
    done.add(file)
    return null
  }
  for (const { file } of sources) {
    const circle = walk(file, [])
    if (circle !== null) return circle
  }
  return null
}

test.each(FOLDERS)('the files of %s import each other in no circle, types included', (folder) => {
  expect(circleIn(sourcesOf(folder))).toBeNull()
})

test.each(Object.entries(ROOMS))('the folders of %s import only those that they may', (folder, rooms) => {
  const wrong = sourcesOf(folder).flatMap(({ file, own }) => {
    const room = roomOf(file)
    if (room === '.') return []
    const allowed = rooms[room]
    if (allowed === undefined) return [`${room}/ has no row here`]
    return own
      .filter((path) => roomOf(path) !== room && !allowed.includes(roomOf(path)))
      .map((path) => `${file} imports ${path}`)
  })
  expect(wrong).toEqual([])
})

test.each(Object.entries(NODE))('%s asks Node only where it says so', (folder, places) => {
  const asking = sourcesOf(folder).filter(({ others }) => others.some((specifier) => specifier.startsWith('node:')))
  expect(asking.map(({ file }) => file).filter((file) => !places.some((place) => file.startsWith(place)))).toEqual([])
})

test('the core of the runner reads no packs: only its Node side imports what does', () => {
  const pure = ['@keys/pack/usage-error', '@keys/pack/visible']
  const reading = sourcesOf('runner').filter(({ others }) =>
    others.some((specifier) => specifier.startsWith('@keys/pack') && !pure.includes(specifier))
  )
  expect(reading.map(({ file }) => file).filter((file) => !file.startsWith('node/'))).toEqual([])
})

test('the command asks the disk, processes and sockets only in the files that are named for it', () => {
  const modules = ['node:fs', 'node:fs/promises', 'node:child_process', 'node:net']
  const asking = sourcesOf('cli').filter(({ others }) => others.some((specifier) => modules.includes(specifier)))
  expect(asking.map(({ file }) => file).toSorted()).toEqual(CLI_DISK.toSorted())
})

test('the command keeps commands and the interactive run: what others need is in libraries', () => {
  const root = join(REPOSITORY, 'packages/cli/src')
  const lines = sourcesOf('cli').map(({ file }) => readFileSync(join(root, file), 'utf8').split('\n').length - 1)
  expect(lines.reduce((total, count) => total + count, 0)).toBeLessThan(MOST_LINES)
})
