// Prints which faults are found in which pack, by the build: `node scripts/detection-table.ts`.
import * as validator from '@keys/validator/core'
import { Laboratory } from '../test/mutations/detect.ts'
import { mutations } from '../test/mutations/index.ts'

const MARKS = { found: '+', missed: 'MISSED', nowhere: '.', waiting: 'no rule yet' }

const laboratory = await Laboratory.open(validator)
const registered = new Set(validator.registry.map(({ code }) => code))
const counts = { found: 0, missed: 0, nowhere: 0, waiting: 0 }
const rows = mutations.map((mutation) => {
  const marks = laboratory.packs.map((pack) => {
    const outcome = outcomeOf(pack, mutation)
    counts[outcome]++
    return MARKS[outcome]
  })
  return [mutation.rule, `${mutation.file}: ${mutation.name}`, ...marks]
})
const head = ['rule', 'fault', ...laboratory.packs.map(({ slug }) => slug.slice(0, 11))]
const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)))
const text = [head, widths.map((width) => '-'.repeat(width)), ...rows]
  .map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  )
  .join('\n')
process.stdout.write(`${text}\n\n${mutations.length} kinds of fault in ${laboratory.packs.length} packs: `)
process.stdout.write(`${counts.found} found, ${counts.missed} missed, ${counts.nowhere} without a place, `)
process.stdout.write(`${counts.waiting} without a rule.\n`)
process.exitCode = counts.missed > 0 ? 1 : 0

function outcomeOf(pack: Laboratory['packs'][number], mutation: (typeof mutations)[number]): keyof typeof MARKS {
  if (!registered.has(mutation.rule)) return 'waiting'
  const detection = laboratory.detect(pack, mutation)
  if (detection === null) return 'nowhere'
  return detection.isDetected ? 'found' : 'missed'
}
