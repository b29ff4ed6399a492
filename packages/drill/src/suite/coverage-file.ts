/**
 * Keeps drill/coverage.json and the line of the README that repeats it.
 */
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { makeFolders, UsageError, writeTogether, type PackLocation } from '@keys/pack'
import { COVERAGE_FILE, coverageLine, findCoverageLine, schemaId, type DrillCoverage } from '@keys/schema'
import { casesAt } from './incident-cases.js'
import type { PackResult } from './results.js'

/** The text of drill/coverage.json. */
function coverageText(coverage: DrillCoverage): string {
  return `${JSON.stringify({ $schema: schemaId('drill-coverage'), ...coverage }, null, 2)}\n`
}

/**
 * Whether what a pack keeps of its last drill is what this one came to.
 * @param dir Path of the pack.
 * @param coverage What the drill came to.
 */
function isKept(dir: string, coverage: DrillCoverage): boolean {
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
function keep(dir: string, coverage: DrillCoverage): void {
  const readme = join(dir, 'README.md')
  const text = withCoverageLine(readFileSync(readme, 'utf8'), coverageLine(coverage, casesAt(dir)))
  if (text === null) {
    throw new UsageError(
      `${basename(dir)}: README.md has no paragraph below its title, which is where the line of its coverage belongs.`,
      'Write what the runbook is for below its title, then run again.'
    )
  }
  const file = join(dir, COVERAGE_FILE)
  makeFolders(dirname(file))
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

/**
 * The packs that keep another result than that of the drill which they passed.
 * @param locations The packs.
 * @param results Their drills, in the same order.
 * @param update Whether to bring them up to date.
 * @returns The slugs of those that are not up to date.
 * @throws {UsageError} When a README has no place for the line.
 */
export function staleOf(
  locations: readonly PackLocation[],
  results: readonly PackResult[],
  update: boolean
): readonly string[] {
  const passed = locations.flatMap((location, index) => {
    const result = results[index]?.result
    return result?.passed ? [{ location, coverage: result.coverage }] : []
  })
  const stale = passed.filter(({ location, coverage }) => !isKept(location.dir, coverage))
  if (!update) return stale.map(({ location }) => location.slug)
  for (const { location, coverage } of stale) keep(location.dir, coverage)
  return []
}
