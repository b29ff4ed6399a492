import { SEVERITIES, type Diagnostic, type Severity, type ValidationReport } from '@keys/schema'

/** The findings of one pack, with the path of its folder. */
export type PackFindings = ValidationReport['packs'][number]

/**
 * Puts the findings of many packs together, sorted by path.
 * @param packs The findings of each pack.
 */
export function createReport(packs: readonly PackFindings[]): ValidationReport {
  const sorted = packs.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  const counts = { error: 0, warning: 0, information: 0 }
  for (const { diagnostics } of packs) for (const { severity } of diagnostics) counts[severity]++
  return { version: '1.0', packs: sorted, summary: { packs: packs.length, ...counts } }
}

/**
 * The part of a report that is at or above a threshold; its summary counts that part.
 * @param report The whole report.
 * @param threshold The least severity that stays.
 */
export function atLeast(report: ValidationReport, threshold: Severity): ValidationReport {
  return createReport(
    report.packs.map(({ path, diagnostics }) => ({
      path,
      diagnostics: diagnostics.filter(({ severity }) => reaches(severity, threshold))
    }))
  )
}

/**
 * Whether a severity is at or above a threshold.
 * @param severity The severity of a finding.
 * @param threshold The least severity that counts.
 */
export function reaches(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold)
}

/** How many findings are at or above a threshold. */
export function countAtLeast(diagnostics: readonly Diagnostic[], threshold: Severity): number {
  return diagnostics.filter(({ severity }) => reaches(severity, threshold)).length
}
