/**
 * The ways in which `keys validate` shows what it found.
 */
import type { ValidationReport } from '@keys/schema'
import { annotationsReport, jsonReport, prettyReport, registry, sarifReport, type PrettyOptions } from '@keys/validator'
import packageJson from '../package.json' with { type: 'json' }

type Formatter = (report: ValidationReport, options: PrettyOptions) => string

const FORMATS: Readonly<Record<string, Formatter>> = {
  pretty: prettyReport,
  json: (report) => jsonReport(report),
  sarif: (report) => sarifReport(report, { rules: registry, version: packageJson.version }),
  github: (report) => annotationsReport(report)
}

/**
 * A report in a format.
 * @param format One of the choices of `--format`.
 * @param report What to show.
 * @param options How people see it.
 */
export function formatted(format: string, report: ValidationReport, options: PrettyOptions): string {
  return (FORMATS[format] ?? prettyReport)(report, options)
}
