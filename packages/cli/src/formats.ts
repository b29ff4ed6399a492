/**
 * The ways in which `keys validate` shows what it found.
 */
import type { ValidationReport } from '@keys/schema'
import { annotationsReport, jsonReport, prettyReport, type PrettyOptions } from '@keys/validator'

type Formatter = (report: ValidationReport, options: PrettyOptions) => string | Promise<string>

const FORMATS: Readonly<Record<string, Formatter>> = {
  pretty: prettyReport,
  json: (report) => jsonReport(report),
  sarif: async (report) => (await import('./sarif.js')).sarif(report),
  github: (report) => annotationsReport(report)
}

/**
 * A report in a format.
 * @param format One of the choices of `--format`.
 * @param report What to show.
 * @param options How people see it.
 */
export async function formatted(format: string, report: ValidationReport, options: PrettyOptions): Promise<string> {
  return (FORMATS[format] ?? prettyReport)(report, options)
}
