// How long whole commands take over packs of real size, as ratios measured in turn, so that a drifting machine changes both
// sides alike. Run by `pnpm bench`. With `--check` it fails on what takes twice as long as it may, or as it took when
// docs/PERFORMANCE.md was written, where that was more: less than that can be noise.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { generatePacks } from './packs.ts'

const KEYS = join(import.meta.dirname, '../bin/keys.js')
/** Reads and hashes all files of the packs: no command that looks at them can do less. */
const HASH = `const fs = require('node:fs'); const hash = require('node:crypto').createHash('sha256')
for (const { name, parentPath } of fs.readdirSync('runbook-keys', { recursive: true, withFileTypes: true }).filter((e) => e.isFile()))
  hash.update(fs.readFileSync(parentPath + '/' + name))
hash.digest()`
/** Writes down what a process took, when it ends. */
const USAGE = `process.on('exit', () => {
  if (require('node:worker_threads').isMainThread)
    require('node:fs').writeFileSync(process.env.BENCH_USAGE, JSON.stringify(process.resourceUsage()))
})`

const { values } = parseArgs({
  options: {
    packs: { type: 'string', default: '6' },
    runs: { type: 'string' },
    check: { type: 'boolean', default: false }
  }
})
const packs = Number(values.packs)
const isSmall = packs < 100

/** What a command is compared with: its ratio is at most so much. */
interface Row {
  name: string
  command: readonly string[]
  base: readonly string[]
  against: string
  most: number | null
  /** What it came to, where that is more. */
  reached: number
}

const NODE = ['-e', '0']
const UNCACHED = [KEYS, 'validate', '--no-cache']
const MARKDOWN = 'runbook-keys/*/*.md'
const row = (
  name: string,
  command: Row['command'],
  base: Row['base'],
  against: string,
  most: number | null,
  reached = 0
): Row => ({ name, command, base, against, most, reached })
const SMALL: readonly Row[] = [
  row('--version', [KEYS, '--version'], NODE, 'node -e 0', 1.15),
  row('--help', [KEYS, '--help'], NODE, 'node -e 0', 1.3),
  row('list', [KEYS, 'list'], NODE, 'node -e 0', 2),
  row('show', [KEYS, 'show', 'stripe-webhook-failure-0'], NODE, 'node -e 0', 2, 2.2),
  row('find', [KEYS, 'find', '42501'], NODE, 'node -e 0', 2, 2.7),
  row('validate, unchanged', [KEYS, 'validate'], NODE, 'node -e 0', 2, 2.6),
  row('validate, nothing kept', UNCACHED, NODE, 'node -e 0', 6, 30)
]
const MANY: readonly Row[] = [
  row('find', [KEYS, 'find', '42501'], NODE, 'node -e 0', 3),
  row('validate, unchanged', [KEYS, 'validate'], ['-e', HASH], 'reading and hashing', 1.25),
  row('validate, nothing kept', UNCACHED, [binary('markdownlint-cli2'), MARKDOWN], 'markdownlint-cli2', 0.1, 1),
  row('validate, nothing kept', UNCACHED, [binary('remark-cli'), '--quiet', 'runbook-keys'], 'remark-cli', null),
  row('index, nothing kept', [KEYS, 'index', '--no-cache'], UNCACHED, 'validate, nothing kept', 1.5)
]
/** What takes minutes over 10,000 packs is measured over 1,000. */
const rows = isSmall ? SMALL : packs > 2000 ? MANY.slice(0, 2) : MANY
/** Commands of seconds are measured a few times. */
const runsOf = ({ name }: Row): number => Number(values.runs ?? (isSmall ? 11 : name.includes('nothing') ? 1 : 5))

/** What a process took. */
interface Usage {
  wall: number
  processor: number
  memory: number
}

const root = mkdtempSync(join(tmpdir(), 'keys-bench-'))
try {
  measure()
} finally {
  rmSync(root, { recursive: true, force: true })
}

function measure(): void {
  generatePacks(root, packs)
  writeFileSync(join(root, 'usage.cjs'), USAGE)
  // What changed a moment ago is not told by its state.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2500)
  console.log(
    `${packs} packs; ${cpus().length} x ${cpus()[0]?.model.trim()}, Node ${process.version}; medians of pairs\n`
  )
  console.log(
    '| command | against | clock | processor | peak memory | the first time | at most |\n' +
      '| --- | --- | --- | --- | --- | --- | --- |'
  )
  let isSlow = false
  for (const one of rows) {
    // The first run fills what is kept between calls.
    const first = one.name.includes('nothing') ? '' : `${usageOf(one.command).memory.toFixed(0)} MB`
    const pairs = Array.from({ length: runsOf(one) }, () => ({ own: usageOf(one.command), base: usageOf(one.base) }))
    const ratio = (of: 'wall' | 'processor'): number => median(pairs.map(({ own, base }) => own[of] / base[of]))
    const memory = Math.max(...pairs.map(({ own }) => own.memory))
    const [wall, processor] = [ratio('wall'), ratio('processor')]
    if (one.most !== null && Math.min(wall, processor) > 2 * Math.max(one.most, one.reached)) isSlow = true
    const most = one.most === null ? '' : `${one.most} x`
    console.log(
      `| \`${one.name}\` | ${one.against} | ${shown(wall)} x | ${shown(processor)} x | ${memory.toFixed(0)} MB | ${first} | ${most} |`
    )
  }
  if (values.check && isSlow) process.exitCode = 1
}

function usageOf(args: readonly string[]): Usage {
  const file = join(root, 'usage.json')
  const environment = {
    PATH: process.env['PATH'] ?? '',
    XDG_CACHE_HOME: join(root, 'cache'),
    NODE_OPTIONS: `--require=${join(root, 'usage.cjs')}`,
    BENCH_USAGE: file,
    SOURCE_DATE_EPOCH: '0'
  }
  const start = performance.now()
  const { status, signal } = spawnSync(process.execPath, args, { cwd: root, stdio: 'ignore', env: environment })
  const wall = performance.now() - start
  if (signal !== null || status === 3) throw new Error(`${args.join(' ')} failed`)
  const usage = JSON.parse(readFileSync(file, 'utf8')) as NodeJS.ResourceUsage
  return { wall, processor: usage.userCPUTime + usage.systemCPUTime, memory: usage.maxRSS / 1024 }
}

/** The program of an installed package. */
function binary(name: string): string {
  const manifest = join(import.meta.dirname, '../node_modules', name, 'package.json')
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: string | Record<string, string> }
  return join(dirname(manifest), typeof bin === 'string' ? bin : (Object.values(bin)[0] ?? ''))
}

function shown(ratio: number): string {
  return ratio.toFixed(ratio < 1 ? 3 : 2)
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}
