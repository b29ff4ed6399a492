// What the model costs on top of the tree: `mdast-util-from-markdown` with GFM alone against `parseRunbook`, which
// includes it. Paired: each round measures both, one directly after the other, so that a busy machine hurts both alike.
// Run after the build: node packages/parser/bench/parse.ts
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseRunbook, toTree } from '../dist/index.js'

const WARM_UP = 150
const ROUNDS = 31
const packs = join(import.meta.dirname, '../../../runbook-keys')

function time(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

const rows: { runbook: string; kB: string; 'tree ms': string; 'model ms': string; ratio: string }[] = []
const ratios: number[] = []
for (const name of readdirSync(packs).sort()) {
  const file = join(packs, name, 'README.md')
  if (!existsSync(file)) continue
  const text = readFileSync(file, 'utf8')
  for (let round = 0; round < WARM_UP; round++) parseRunbook(text)
  const pairs = Array.from({ length: ROUNDS }, (_, round) => {
    // Which of the two goes first changes, because the second finds a warmer cache.
    if (round % 2 === 0) return [time(() => toTree(text)), time(() => parseRunbook(text))] as const
    const model = time(() => parseRunbook(text))
    return [time(() => toTree(text)), model] as const
  })
  const ratio = median(pairs.map(([tree, model]) => model / tree))
  ratios.push(ratio)
  rows.push({
    runbook: name,
    kB: (text.length / 1024).toFixed(1),
    'tree ms': median(pairs.map(([tree]) => tree)).toFixed(2),
    'model ms': median(pairs.map(([, model]) => model)).toFixed(2),
    ratio: ratio.toFixed(3)
  })
}
console.table(rows)
console.log(`median of ratios: ${median(ratios).toFixed(3)} (aim: at most 1.10)`)
