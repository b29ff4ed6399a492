/**
 * What the newest entry of a changelog still lacks after changesets wrote it: its day, and what changed in the procedure.
 */
import { parseChangelog } from '@keys/parser'

/** The heading below which the changes of the graph stand, beside the author's words. */
export const PROCEDURE_HEADING = 'What changed in the procedure'

/**
 * Whether a changelog has an entry for a version that bears no day yet: one that was written and not finished.
 * @param text The text of CHANGELOG.md.
 * @param version The version.
 */
export function isUnfinished(text: string, version: string): boolean {
  return unfinishedEntry(text, version) !== undefined
}

/**
 * Finishes the entry of a version: gives it its day and, below the author's words, the list of changes.
 * @param text The text of CHANGELOG.md.
 * @param version The version.
 * @param date The day of the release, such as `2026-11-23`.
 * @param changes What changed in the procedure, one sentence each; none for no list. Code in them stands in ticks.
 * @returns The text; the same when there is no entry for the version, or one that bears a day.
 */
export function finishEntry(text: string, version: string, date: string, changes: readonly string[]): string {
  const entry = unfinishedEntry(text, version)
  if (entry === undefined) return text
  const heading = entry.headingPosition.end.offset
  const end = entry.position.end.offset
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const list = ['', '', `### ${PROCEDURE_HEADING}`, '', ...changes.map((change) => `- ${markdownOf(change)}`)].join(
    newline
  )
  return `${text.slice(0, heading)} - ${date}${text.slice(heading, end)}${changes.length > 0 ? list : ''}${text.slice(end)}`
}

function unfinishedEntry(text: string, version: string) {
  return parseChangelog(text).entries.find((entry) => entry.heading === version && entry.date === null)
}

/** A sentence whose signs are read as they stand: those of `<name>` would vanish, and stars and underscores likewise. */
function markdownOf(sentence: string): string {
  const parts = sentence.split(/(`[^`]*`)/)
  return parts
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/[<*]|(?<![^\W_]_*)_|_(?!_*[^\W_])/g, '\\$&')))
    .join('')
}
