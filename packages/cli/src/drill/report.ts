/**
 * What a drill came to, for people.
 */
import { visible } from '@keys/pack'
import pc from 'picocolors'
import type { Terminal } from '../command.js'
import { table } from '../table.js'
import type { PlainDrillResult } from './messages.js'

/** The drill of one pack. */
export interface PackResult {
  slug: string
  result: PlainDrillResult
  /** Milliseconds. */
  duration: number
}

/**
 * The table of coverage: one line for each pack, and one for all.
 * @param results What was drilled.
 * @param terminal Its colors.
 */
export function coverageTable(results: readonly PackResult[], terminal: Terminal): string {
  const rows = results.map(({ slug, result: { coverage, scenarios }, duration }) => [
    slug,
    share(scenarios.filter(({ failure }) => !failure).length, scenarios.length),
    share(coverage.commands.covered, coverage.commands.total),
    share(coverage.branches.covered, coverage.branches.total),
    share(coverage.defaults.covered, coverage.defaults.total),
    String(coverage.production_only.length),
    String(coverage.scripted.decisions),
    String(coverage.scripted.manual_actions),
    seconds(duration)
  ])
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
  const total = sums(results)
  // Numbers say nothing away from their headings: these columns never go below each other.
  return table(headings, results.length > 1 ? [...rows, total] : rows, { ...terminal, width: Infinity })
}

function sums(results: readonly PackResult[]): string[] {
  const sum = (of: (result: PlainDrillResult) => number): number =>
    results.reduce((total, { result }) => total + of(result), 0)
  const coverage = (name: 'commands' | 'branches' | 'defaults'): string =>
    share(
      sum((result) => result.coverage[name].covered),
      sum((result) => result.coverage[name].total)
    )
  return [
    'all',
    share(
      sum(({ scenarios }) => scenarios.filter(({ failure }) => !failure).length),
      sum(({ scenarios }) => scenarios.length)
    ),
    coverage('commands'),
    coverage('branches'),
    coverage('defaults'),
    String(sum((result) => result.coverage.production_only.length)),
    String(sum((result) => result.coverage.scripted.decisions)),
    String(sum((result) => result.coverage.scripted.manual_actions)),
    ''
  ]
}

function share(part: number, whole: number): string {
  return `${part}/${whole}`
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
