// How long whole commands take, as ratios to `node -e 0`, measured in turn so that a drifting machine changes both.
// Run after a build: `pnpm bench`.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const KEYS = join(import.meta.dirname, '../bin/keys.js')
const REPOSITORY = join(import.meta.dirname, '../../..')
const RUNS = 15

const commands: [name: string, args: string[], aim: string][] = [
  ['keys --version', [KEYS, '--version'], 'at most 1.3'],
  ['keys --help', [KEYS, '--help'], ''],
  ['keys list', [KEYS, 'list'], ''],
  ['keys validate, all packs', [KEYS, 'validate'], '']
]

console.log(`against node -e 0, median of ${RUNS} pairs`)
for (const [name, args, aim] of commands) {
  const ratios = Array.from({ length: RUNS + 1 }, () => secondsOf(args) / secondsOf(['-e', '0']))
  // The first pair warms the caches of the file system and of compiled code.
  const ratio = median(ratios.slice(1))
  console.log(`${name.padEnd(28)}${ratio.toFixed(2).padStart(8)} x   ${aim}`)
}

function secondsOf(args: string[]): number {
  const start = performance.now()
  const { status, signal } = spawnSync(process.execPath, args, { cwd: REPOSITORY, stdio: 'ignore' })
  if (signal !== null || status === 3) throw new Error(`${args.join(' ')} broke down`)
  return (performance.now() - start) / 1000
}

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}
