/**
 * Findings for code scanning. By itself, because this format alone names all rules.
 */
import type { ValidationReport } from '@keys/schema'
import { registry, sarifReport } from '@keys/validator'
import packageJson from '../package.json' with { type: 'json' }

/**
 * A report as SARIF.
 * @param report What was found.
 */
export function sarif(report: ValidationReport): string {
  return sarifReport(report, { rules: registry, version: packageJson.version })
}
