// How long whole commands take over packs of real size, as ratios measured in turn, so that a drifting machine changes both
// sides alike. Run after a build: `pnpm bench`, with `--packs 1000` for a workspace of that many, and with `--check` to fail on
// what takes twice as long as it may: less than that can be noise.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const KEYS = join(import.meta.dirname, '../bin/keys.js')
const SOURCE = join(import.meta.dirname, '../../../runbook-keys')
/** Reads and hashes all files of the packs: no command that looks at them can do less. */
const HASH = `const fs = require('node:fs'); const hash = require('node:crypto').createHash('sha256')
for (const { name, parentPath } of fs.readdirSync('runbook-keys', { recursive: true, withFileTypes: true }).filter((e) => e.isFile()))
  hash.update(fs.readFileSync(parentPath + '/' + name))
hash.digest()`

const { values } = parseArgs({
  options: {
    packs: { type: 'string', default: '6' },
    runs: { type: 'string', default: '11' },
    check: { type: 'boolean', default: false }
  }
})
const [packs, runs] = [Number(values.packs), Number(values.runs)]
const isSmall = packs <= 6

type Row = [name: string, command: string[], base: string[], most: number]
const NODE = ['-e', '0']
const rows: Row[] = [
  ['--version', [KEYS, '--version'], NODE, 1.15],
  ['--help', [KEYS, '--help'], NODE, 1.3],
  ['list', [KEYS, 'list'], NODE, isSmall ? 2 : 3],
  ['find', [KEYS, 'find', '42501'], NODE, isSmall ? 2 : 3],
  ['show', [KEYS, 'show', 'stripe-webhook-failure-0'], NODE, 2],
  ['validate, unchanged', [KEYS, 'validate'], isSmall ? NODE : ['-e', HASH], isSmall ? 2 : 1.25],
  ...(isSmall ? [['validate, nothing kept', [KEYS, 'validate', '--no-cache'], NODE, 6] satisfies Row] : [])
]

const root = mkdtempSync(join(tmpdir(), 'keys-bench-'))
try {
  generate(root, packs)
  // What changed a moment ago is not told by its state, so it is not kept.
  await new Promise((resolve) => setTimeout(resolve, 2500))
  console.log(
    `${packs} packs, medians of ${runs} pairs; ${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}`
  )
  let isSlow = false
  for (const [name, command, base, most] of rows) {
    // The first pair fills what is kept between calls.
    const ratios = Array.from({ length: runs + 1 }, () => secondsOf(command) / secondsOf(base)).slice(1)
    const ratio = median(ratios)
    if (ratio > 2 * most) isSlow = true
    console.log(`${name.padEnd(26)}${ratio.toFixed(2).padStart(8)} x   at most ${most} x`)
  }
  if (values.check && isSlow) process.exitCode = 1
} finally {
  rmSync(root, { recursive: true, force: true })
}

/** Copies of the packs of the repository, each under a slug of its own. */
function generate(folder: string, count: number): void {
  const slugs = readdirSync(SOURCE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'catalogs')
    .map(({ name }) => name)
  cpSync(join(SOURCE, 'catalogs'), join(folder, 'runbook-keys/catalogs'), { recursive: true })
  for (let number = 0; number < count; number++) {
    const from = slugs[number % slugs.length] ?? ''
    const group = Math.floor(number / slugs.length)
    const to = join(folder, 'runbook-keys', `${from}-${group}`)
    mkdirSync(to, { recursive: true })
    cpSync(join(SOURCE, from), to, { recursive: true, filter: (path) => !path.includes('node_modules') })
    for (const file of ['README.md', 'checklist.md', 'pack.json', 'package.json', 'CHANGELOG.md']) {
      const text = readFileSync(join(to, file), 'utf8')
      const renamed = slugs.reduce((words, slug) => words.replaceAll(slug, `${slug}-${group}`), text)
      writeFileSync(join(to, file), renamed)
    }
  }
}

function secondsOf(args: string[]): number {
  const environment = { PATH: process.env['PATH'] ?? '', XDG_CACHE_HOME: join(root, 'cache') }
  const start = performance.now()
  const { status, signal } = spawnSync(process.execPath, args, { cwd: root, stdio: 'ignore', env: environment })
  if (signal !== null || status === 3) throw new Error(`${args.join(' ')} broke down`)
  return (performance.now() - start) / 1000
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}
