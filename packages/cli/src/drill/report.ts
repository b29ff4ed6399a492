/**
 * What a drill came to, for people.
 */
import { countsOf, sumOf, type DrillCounts, type PackResult, type PlainDrillResult } from '@keys/drill/suite'
import { visible } from '@keys/pack'
import pc from 'picocolors'
import type { Terminal } from '../command.js'
import { table } from '@keys/terminal'

/**
 * The table of coverage: one line for each pack, and one for all.
 * @param results What was drilled.
 * @param terminal Its colors.
 */
export function coverageTable(results: readonly PackResult[], terminal: Terminal): string {
  const counts = results.map(({ result }) => countsOf(result))
  const rows = results.map(({ slug, duration }, index) => rowOf(slug, counts[index]!, seconds(duration)))
  const headings = [
    'pack',
    'scenarios',
    'commands',
    'branches',
    'defaults',
    'live only',
    'decisions',
    'manual actions',
    'time'
  ]
  const total = rowOf('all', sumOf(counts), '')
  // Numbers say nothing away from their headings: these columns never go below each other.
  return table(headings, results.length > 1 ? [...rows, total] : rows, { ...terminal, width: Infinity })
}

function rowOf(name: string, counts: DrillCounts, time: string): string[] {
  const { scenarios, commands, branches, defaults, productionOnly, decisions, manualActions } = counts
  return [
    name,
    ...[scenarios, commands, branches, defaults].map(({ covered, total }) => `${covered}/${total}`),
    ...[productionOnly, decisions, manualActions].map(String),
    time
  ]
}

/** Milliseconds as seconds. */
export function seconds(duration: number): string {
  return `${(duration / 1000).toFixed(1)} s`
}

/**
 * Everything that somebody needs to fix a drill that failed: the step, the command, its output, what was expected.
 * @param slug The pack.
 * @param result A scenario that failed.
 * @param terminal Its colors.
 */
export function failureText(
  slug: string,
  { name, failure }: PlainDrillResult['scenarios'][number],
  { color }: Terminal
): string {
  if (!failure) return ''
  const colors = pc.createColors(color)
  const { execution } = failure
  const lines = [
    `${colors.red('FAILED')} ${colors.bold(slug)}: ${visible(name)}`,
    `  step:     ${visible(failure.step === '' ? 'none' : failure.step)}`,
    ...indented('  happened: ', failure.message),
    ...indented('  expected: ', failure.expected)
  ]
  if (execution) {
    const { command, stdout, stderr } = execution
    lines.push(`  command:  ${command.step}, ${command.part} ${command.index + 1}`)
    lines.push(...indented('  stdout:   ', tail(stdout)), ...indented('  stderr:   ', tail(stderr)))
  }
  return `${lines.join('\n')}\n`
}

function indented(lead: string, text: string): string[] {
  const [first = '', ...rest] = text.split('\n').map(visible)
  return [lead + first, ...rest.map((line) => ' '.repeat(lead.length) + line)]
}

/** The last lines of an output, which decide. */
function tail(text: string): string {
  return text.trimEnd().split('\n').slice(-12).join('\n')
}
