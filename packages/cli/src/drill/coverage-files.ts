/**
 * Keeps drill/coverage.json and the line of the README that repeats it.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { COVERAGE_FILE, coverageLine, findCoverageLine, schemaId, type DrillCoverage } from '@keys/schema'

/** The text of drill/coverage.json. */
export function coverageText(coverage: DrillCoverage): string {
  return `${JSON.stringify({ $schema: schemaId('drill-coverage'), ...coverage }, null, 2)}\n`
}

/**
 * Whether what a pack keeps of its last rehearsal is what this one came to.
 * @param dir Path of the pack.
 * @param coverage What the rehearsal came to.
 */
export function isKept(dir: string, coverage: DrillCoverage): boolean {
  const file = join(dir, COVERAGE_FILE)
  return (
    existsSync(file) &&
    readFileSync(file, 'utf8') === coverageText(coverage) &&
    findCoverageLine(readFileSync(join(dir, 'README.md'), 'utf8'))?.text === coverageLine(coverage)
  )
}

/**
 * Writes both.
 * @param dir Path of the pack.
 * @param coverage What the rehearsal came to.
 */
export function keep(dir: string, coverage: DrillCoverage): void {
  const file = join(dir, COVERAGE_FILE)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, coverageText(coverage))
  const readme = join(dir, 'README.md')
  writeFileSync(readme, withCoverageLine(readFileSync(readme, 'utf8'), coverage))
}

/**
 * A README with the line that repeats its coverage: where it was, else at the end of its first paragraph.
 * @param markdown The README.
 * @param coverage The coverage.
 */
export function withCoverageLine(markdown: string, coverage: DrillCoverage): string {
  const line = coverageLine(coverage)
  const found = findCoverageLine(markdown)
  if (found) return markdown.slice(0, found.start) + line + markdown.slice(found.end)
  // The first paragraph below the title; the line joins it, so that nothing else of the text moves.
  return markdown.replace(/^(# .*\r?\n\r?\n(?:.+\r?\n)+)/m, (paragraph: string) => `${paragraph}${line}\n`)
}
