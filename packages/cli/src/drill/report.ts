/**
 * What a rehearsal came to, for people.
 */
import { visible } from '@keys/validator/core'
import pc from 'picocolors'
import type { Terminal } from '../command.js'
import { table } from '../table.js'
import type { PlainRehearsal } from './messages.js'

/** The rehearsal of one pack. */
export interface PackRehearsal {
  slug: string
  rehearsal: PlainRehearsal
  /** Milliseconds. */
  duration: number
}

/**
 * The table of coverage: one line for each pack, and one for all.
 * @param rehearsals What was rehearsed.
 * @param terminal Its width and colours.
 */
export function coverageTable(rehearsals: readonly PackRehearsal[], terminal: Terminal): string {
  const rows = rehearsals.map(({ slug, rehearsal: { coverage, scenarios }, duration }) => [
    slug,
    share(scenarios.filter(({ failure }) => !failure).length, scenarios.length),
    share(coverage.commands.covered, coverage.commands.total),
    share(coverage.branches.covered, coverage.branches.total),
    share(coverage.defaults.covered, coverage.defaults.total),
    String(coverage.production_only.length),
    String(coverage.scripted.decisions),
    String(coverage.scripted.deeds),
    seconds(duration)
  ])
  const headings = ['pack', 'drills', 'commands', 'branches', 'defaults', 'live only', 'decisions', 'deeds', 'time']
  const total = sums(rehearsals)
  return table(headings, rehearsals.length > 1 ? [...rows, total] : rows, terminal)
}

function sums(rehearsals: readonly PackRehearsal[]): string[] {
  const sum = (of: (rehearsal: PlainRehearsal) => number): number =>
    rehearsals.reduce((total, { rehearsal }) => total + of(rehearsal), 0)
  const coverage = (name: 'commands' | 'branches' | 'defaults'): string =>
    share(
      sum((rehearsal) => rehearsal.coverage[name].covered),
      sum((rehearsal) => rehearsal.coverage[name].total)
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
    String(sum((rehearsal) => rehearsal.coverage.production_only.length)),
    String(sum((rehearsal) => rehearsal.coverage.scripted.decisions)),
    String(sum((rehearsal) => rehearsal.coverage.scripted.deeds)),
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
 * Everything that somebody needs to mend a drill that failed: the step, the command, its output, what was expected.
 * @param slug The pack.
 * @param result A scenario that failed.
 * @param terminal Its colours.
 */
export function failureText(
  slug: string,
  { name, failure }: PlainRehearsal['scenarios'][number],
  { colour }: Terminal
): string {
  if (!failure) return ''
  const colours = pc.createColors(colour)
  const { execution } = failure
  const lines = [
    `${colours.red('FAILED')} ${colours.bold(slug)}: ${visible(name)}`,
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
