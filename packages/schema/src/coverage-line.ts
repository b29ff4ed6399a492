/**
 * The one line of a README.md that a machine writes: the result of the drills.
 */
import type { DrillCoverage } from './drill-coverage.js'

/**
 * The line of a README that repeats the coverage.
 * @param coverage The coverage.
 */
export function coverageLine({ commands, branches, scenarios }: DrillCoverage): string {
  const negative = scenarios.filter(({ wrong_action }) => wrong_action !== null).length
  return (
    `Drilled: ${commands.covered} of ${commands.total} commands and ${branches.covered} of ${branches.total} branches ` +
    `in ${scenarios.length} scenarios, ${negative} of them with a wrong action. <!-- drill coverage -->`
  )
}

// Nothing but numbers is free in it: no text can hide from the content hash behind the mark.
const COVERAGE_LINE =
  /^Drilled: \d+ of \d+ commands and \d+ of \d+ branches in \d+ scenarios, \d+ of them with a wrong action\. <!-- drill coverage -->(?=\r?$)/m

/** The place of the coverage line in a README; null when it has none. */
export function findCoverageLine(markdown: string): { start: number; end: number; text: string } | null {
  const match = COVERAGE_LINE.exec(markdown)
  return match && { start: match.index, end: match.index + match[0].length, text: match[0] }
}

/**
 * A README as its content hash sees it: without the coverage line.
 * @param markdown The README.
 */
export function withoutCoverageLine(markdown: string): string {
  return markdown.replace(new RegExp(`${COVERAGE_LINE.source}\\r?\\n?`, 'm'), '')
}
