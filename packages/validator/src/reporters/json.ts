import type { ValidationReport } from '@keys/schema'
import { jsonText } from './json-text.js'

/** A report as JSON, for tools; `validation-report.schema.json` describes it. */
export function jsonReport(report: ValidationReport): string {
  return jsonText(report)
}
