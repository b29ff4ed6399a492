/**
 * What a validation comes to. Without rules and schemas: findings that are kept are shown without them.
 */
import { join } from 'node:path'
import { readRegularText } from '@keys/pack'
import type { Diagnostic, ValidationReport } from '@keys/schema'
import { createReport } from '@keys/validator/core'

export { atLeast } from '@keys/validator/core'

/** A report, and the texts that it speaks of. */
export interface Validation {
  report: ValidationReport
  /** Gives the text of a file of a pack; null when it cannot be read. */
  sources: (pack: string, file: string) => string | null
  /** The limits that configurations set, with the warnings that count toward each. */
  limits: readonly WarningLimit[]
  /** One line for each Markdown file that is not a pack. */
  summaries: readonly string[]
}

/** A configuration's limit of warnings. */
export interface WarningLimit {
  /** The configuration. */
  file: string
  limit: number
  warnings: number
}

/** What was found in one pack, or in the changesets of a workspace. */
export interface Result {
  /** As reports show it: relative to where the command runs. */
  path: string
  diagnostics: readonly Diagnostic[]
  /** The limit that its configuration sets; null when it sets none. */
  limit: { file: string; most: number } | null
  isPack: boolean
}

/**
 * Puts what was found together.
 * @param results What was found. Where nothing is wrong with changesets, nothing of them is shown.
 * @param sources Gives the text of a file of a pack; null when it cannot be read.
 */
export function validationOf(results: readonly Result[], sources: Validation['sources']): Validation {
  const limits = new Map<string, WarningLimit>()
  for (const { limit, diagnostics } of results) {
    if (limit === null) continue
    const { file, most } = limit
    const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length
    limits.set(file, { file, limit: most, warnings: (limits.get(file)?.warnings ?? 0) + warnings })
  }
  const shown = results.filter(({ isPack, diagnostics }) => isPack || diagnostics.length > 0)
  const report = createReport(shown.map(({ path, diagnostics }) => ({ path, diagnostics: [...diagnostics] })))
  const packs = results.filter(({ isPack }) => isPack).length
  return {
    report: { ...report, summary: { ...report.summary, packs } },
    sources,
    limits: [...limits.values()],
    summaries: []
  }
}

/** The text of a file of a pack, for the code frame of a finding; null when it cannot be read. */
export function textAt(root: string, pack: string, file: string): string | null {
  try {
    return readRegularText(join(root, pack), file)
  } catch {
    return null
  }
}
