// How fast packs are found among 1,000: as a ratio to reading and parsing the same files as JSON, measured in turn, and
// in milliseconds. Run after a build: `pnpm bench`. The packs are those of the repository, each many times with words
// of its own, installed below node_modules with the model that a published pack carries.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSearch, searchDocument, type SearchDocument } from '@keys/search'
import { parseRunbook } from '@keys/parser'
import { packSchema, type PackModel } from '@keys/schema'

const KEYS = join(import.meta.dirname, '../bin/keys.js')
const SOURCE = join(import.meta.dirname, '../../../runbook-keys')
const PACKS = 1000
const RUNS = 7
const QUERY = '2026-11-23T03:12:09Z ERROR 42501: permission denied for table invoices'
const QUERIES = [
  QUERY,
  'strpe webhok',
  'StripeWebhookErrorRateHigh',
  '429',
  'jobs are stuck',
  'unknwon wrods evrywhere'
]

const folder = mkdtempSync(join(tmpdir(), 'keys-find-'))
try {
  const documents = install(folder)
  const environment = { PATH: process.env['PATH'] ?? '', XDG_CACHE_HOME: join(folder, 'cache') }
  const find = (): number => secondsOf([KEYS, 'find', QUERY], environment)
  const start = (): number => secondsOf([KEYS, 'find', '--help'], environment)
  const first = find() - start()
  // What changed a moment ago is not kept yet.
  await new Promise((resolve) => setTimeout(resolve, 2500))
  find()

  const parse = (): number => timeOf(() => parseAll(folder))
  parse()
  const rounds = Array.from({ length: RUNS }, () => ({ find: find() - start(), parse: parse() / 1000 }))
  line('keys find, nothing kept', first * 1000)
  line('keys find', median(rounds.map((round) => round.find)) * 1000)
  line('JSON.parse of pack.json and runbook.json', median(rounds.map((round) => round.parse)) * 1000)
  console.log(
    `${'ratio'.padEnd(44)}${median(rounds.map((round) => round.find / round.parse))
      .toFixed(2)
      .padStart(9)} x`
  )

  const builds = Array.from({ length: RUNS }, () => timeOf(() => void createSearch(documents)))
  line('createSearch, first', builds[0] ?? 0)
  line('createSearch, median', median(builds))
  const search = createSearch(documents)
  for (const query of QUERIES) {
    line(
      `find ${query.slice(0, 36)}`,
      median(Array.from({ length: RUNS }, () => timeOf(() => void search.find(query))))
    )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Installs the packs into a folder and gives their documents. */
function install(root: string): SearchDocument[] {
  const scope = join(root, 'node_modules/@keys')
  const sources = readdirSync(SOURCE)
    .filter((name) => name !== 'catalogs' && !name.includes('.'))
    .map((name) => {
      const text = (file: string): string => readFileSync(join(SOURCE, name, file), 'utf8')
      return { pack: packSchema.parse(JSON.parse(text('pack.json'))), runbook: parseRunbook(text('README.md')) }
    })
  return Array.from({ length: PACKS }, (_, number) => {
    const source = sources.at(number % sources.length)
    if (source === undefined) throw new Error('There are no packs to vary.')
    const vary = (text: string): string => text.replace(/\b[a-z]{6,}\b/g, (word) => varied(word, number))
    const slug = `${source.pack.slug}-${number}`
    const pack = { ...source.pack, slug, title: vary(source.pack.title), description: vary(source.pack.description) }
    const signals = source.runbook.signals.map((signal) => ({ ...signal, text: vary(signal.text) }))
    const redirections = source.runbook.redirections.map((one) => ({ ...one, text: vary(one.text) }))
    const runbook: PackModel['runbook'] = { ...source.runbook, signals, redirections }
    const dir = join(scope, `runbook-${slug}`)
    mkdirSync(dir, { recursive: true })
    for (const [file, value] of [
      ['pack.json', pack],
      ['runbook.json', { runbook, checklist: {} }]
    ] as const) {
      writeFileSync(join(dir, file), JSON.stringify(value))
      utimesSync(join(dir, file), 0, 0)
    }
    return searchDocument(pack, runbook)
  })
}

/** One of six words gets an ending of its own, so that the packs have many words that differ, as real ones have. */
function varied(word: string, number: number): string {
  const isChanged = (word.length * 7 + word.charCodeAt(0) + number) % 6 === 0
  return isChanged ? `${word}${String.fromCharCode(97 + (number % 26), 97 + ((number >> 4) % 26))}` : word
}

function parseAll(root: string): void {
  const scope = join(root, 'node_modules/@keys')
  for (const name of readdirSync(scope)) {
    for (const file of ['pack.json', 'runbook.json']) JSON.parse(readFileSync(join(scope, name, file), 'utf8'))
  }
}

function secondsOf(args: readonly string[], environment: Record<string, string>): number {
  const before = performance.now()
  const { status } = spawnSync(process.execPath, args, { cwd: folder, stdio: 'ignore', env: environment })
  if (status !== 0) throw new Error(`${args.join(' ')} gave ${status}`)
  return (performance.now() - before) / 1000
}

function timeOf(work: () => void): number {
  const before = performance.now()
  work()
  return performance.now() - before
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

function line(name: string, milliseconds: number): void {
  console.log(`${name.padEnd(44)}${milliseconds.toFixed(1).padStart(9)} ms`)
}
