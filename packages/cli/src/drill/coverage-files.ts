/**
 * Keeps drill/coverage.json and the line of the README that repeats it.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { writeTogether } from '@keys/pack'
import { COVERAGE_FILE, coverageLine, findCoverageLine, schemaId, type DrillCoverage } from '@keys/schema'
import { UsageError } from '../command.js'
import { casesAt } from './incident-lines.js'

/** The text of drill/coverage.json. */
export function coverageText(coverage: DrillCoverage): string {
  return `${JSON.stringify({ $schema: schemaId('drill-coverage'), ...coverage }, null, 2)}\n`
}

/**
 * Whether what a pack keeps of its last drill is what this one came to.
 * @param dir Path of the pack.
 * @param coverage What the drill came to.
 */
export function isKept(dir: string, coverage: DrillCoverage): boolean {
  const file = join(dir, COVERAGE_FILE)
  return (
    existsSync(file) &&
    readFileSync(file, 'utf8') === coverageText(coverage) &&
    findCoverageLine(readFileSync(join(dir, 'README.md'), 'utf8'))?.text === coverageLine(coverage, casesAt(dir))
  )
}

/**
 * Writes both.
 * @param dir Path of the pack.
 * @param coverage What the drill came to.
 * @throws {UsageError} When the README has no place for the line; then neither is written.
 */
export function keep(dir: string, coverage: DrillCoverage): void {
  const readme = join(dir, 'README.md')
  const text = withCoverageLine(readFileSync(readme, 'utf8'), coverageLine(coverage, casesAt(dir)))
  if (text === null) {
    throw new UsageError(
      `${basename(dir)}: README.md has no paragraph below its title, which is where the line of its coverage belongs.`,
      'Write what the runbook is for below its title, then run again.'
    )
  }
  const file = join(dir, COVERAGE_FILE)
  mkdirSync(dirname(file), { recursive: true })
  writeTogether([
    { path: file, content: coverageText(coverage) },
    { path: readme, content: text }
  ])
}

/**
 * A README with the line that repeats its coverage: where it was, else at the end of its first paragraph.
 * @param markdown The README.
 * @param line The line.
 * @returns Null when it has neither.
 */
function withCoverageLine(markdown: string, line: string): string | null {
  const found = findCoverageLine(markdown)
  if (found) return markdown.slice(0, found.start) + line + markdown.slice(found.end)
  // The first paragraph below the title; the line joins it, so that nothing else of the text moves.
  const paragraph = /^# .*(?:\r?\n)+(?:.+\r?\n)+/m.exec(markdown)
  if (!paragraph) return null
  const end = paragraph.index + paragraph[0].length
  return `${markdown.slice(0, end)}${line}\n${markdown.slice(end)}`
}
