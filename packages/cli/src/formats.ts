/**
 * The ways in which `keys validate` shows what it found.
 */
import type { ValidationReport } from '@keys/schema'
import { helpAsCalled } from '@keys/pack/invocation'
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
 * @param environment The environment of the command: what people are told to type begins as they called `keys`.
 */
export async function formatted(
  format: string,
  report: ValidationReport,
  options: PrettyOptions,
  environment: Readonly<Record<string, string | undefined>>
): Promise<string> {
  const show = FORMATS[format] ?? prettyReport
  if (show !== prettyReport) return show(report, options)
  const packs = report.packs.map((one) => ({ ...one, diagnostics: helpAsCalled(one.diagnostics, environment) }))
  return show({ ...report, packs }, options)
}
