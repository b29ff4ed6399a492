/**
 * The one line of a README.md that a machine writes: the result of the drills.
 */
import { STAND_INS, type DrillCoverage } from './drill-coverage.js'
import type { IncidentCase } from './incidents.js'

/** How many public incidents a runbook is held against, and what following it comes to. */
export interface IncidentCounts {
  right: number
  /** Sent on in the first minute, with the reason. */
  sentOn: number
  total: number
}

/**
 * Counts the verdicts of some public incidents.
 * @param cases The cases.
 */
export function incidentCounts(cases: readonly Pick<IncidentCase, 'verdict'>[]): IncidentCounts {
  const count = (wanted: IncidentCase['verdict']): number => cases.filter(({ verdict }) => verdict === wanted).length
  return { right: count('right'), sentOn: count('sent-on'), total: cases.length }
}

/**
 * The line of a README that repeats the coverage: against what was drilled, what machines decided, what was scripted for
 * people, and how many public incidents come out right.
 * @param coverage The coverage.
 * @param cases The public incidents that the pack is held against.
 */
export function coverageLine(coverage: DrillCoverage, cases: readonly Pick<IncidentCase, 'verdict'>[] = []): string {
  const { commands, branches, defaults, scripted, scenarios, stand_ins: standIns = [] } = coverage
  const negative = scenarios.filter(({ wrong_action }) => wrong_action !== null).length
  const { right, sentOn, total } = incidentCounts(cases)
  return (
    `Drilled${standIns.length > 0 ? ` against stand-ins (${standIns.join(', ')})` : ''}: ` +
    `${commands.covered} of ${commands.total} commands, ${branches.covered} of ${branches.total} branches, ` +
    `${defaults.covered} of ${defaults.total} defaults by machine; ${scripted.decisions} decisions, ` +
    `${scripted.manual_actions} manual actions by people; ${scenarios.length} scenarios, ${negative} with a wrong action.` +
    `${total > 0 ? ` Public incidents: ${right} right, ${sentOn} sent on, of ${total}.` : ''} ${MARK}`
  )
}

const MARK = '<!-- drill coverage -->'

// Nothing but numbers and names of a closed list is free in it: no text can hide from the content hash behind the mark.
const NAMES = `(?: against stand-ins \\((?:(?:${STAND_INS.join('|')})(?:, )?)+\\))?`
const COUNTED =
  String.raw`\d+ of \d+ commands, \d+ of \d+ branches, \d+ of \d+ defaults by machine; ` +
  String.raw`\d+ decisions, \d+ manual actions by people; \d+ scenarios, \d+ with a wrong action\.`
// What earlier versions wrote.
const COUNTED_ONCE = String.raw`\d+ of \d+ commands and \d+ of \d+ branches in \d+ scenarios, \d+ of them with a wrong action\.`
const INCIDENTS = String.raw`(?: Public incidents: \d+ right, \d+ sent on, of \d+\.)?`
const COVERAGE_LINE = new RegExp(
  String.raw`^Drilled${NAMES}: (?:${COUNTED}|${COUNTED_ONCE})${INCIDENTS} ${MARK}(?=\r?$)`,
  'm'
)

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
