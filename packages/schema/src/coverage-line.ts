/**
 * The one line of a README.md that a machine writes: the result of the drills.
 */
import { STAND_INS, type DrillCoverage } from './drill-coverage.js'
import type { IncidentCase } from './incidents.js'
import { SECTION_TITLES } from './words.js'

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

/** Sections without steps, in which nothing says where a step leads. */
const NOT_WALKED: ReadonlySet<string> = new Set(
  (['when-to-use', 'when-not-to-use', 'evidence', 'follow-ups'] as const).map((kind) => SECTION_TITLES[kind])
)

/**
 * What a drill says something about: a README without its coverage line, and without the sections of which no drill walks
 * anything, since others write in them as well: a pack that points here adds an item to "When not to use".
 * @param markdown The README.
 */
export function drilledText(markdown: string): string {
  const text = withoutCoverageLine(markdown)
  const kept: string[] = []
  let fence: string | null = null
  let from = 0
  let isWalked = true
  const keep = (end: number): void => {
    const part = text.slice(from, end)
    // Where a branch leads may be defined in any section.
    if (isWalked) kept.push(part)
    else kept.push(...part.split(/(?<=\n)/).filter((line) => /^ {0,3}\[[^\]]+\]:/.test(line)))
    from = end
  }
  // Headings of both forms, and fences, in which neither is one.
  for (const { index, 0: line } of text.matchAll(/^ {0,3}(?:#{1,6}(?=\s)|`{3,}|~{3,}|(?:-+|=+)[ \t]*\r?$).*$/gm)) {
    const written = line.trim()
    const marks = /^(?:`{3,}|~{3,})/.exec(written)?.[0]
    if (fence !== null) {
      if (marks === written && marks.startsWith(fence)) fence = null
    } else if (marks) {
      fence = marks
    } else {
      keep(index)
      isWalked = !/^##\s/.test(written) || !NOT_WALKED.has(written.slice(2).trim())
    }
  }
  keep(text.length)
  return kept.join('')
}
