import type { Diagnostic, Severity, ValidationReport } from '@keys/schema'
import { filePath } from './file-path.js'
import { visible } from '@keys/pack/core'

const COMMANDS: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice'
}

/**
 * A report as workflow commands of GitHub Actions, which shows each as an annotation of the line.
 * @param report What was found.
 * @returns One line for each finding; nothing when there is none.
 */
export function annotationsReport(report: ValidationReport): string {
  return report.packs
    .flatMap(({ path, diagnostics }) =>
      diagnostics.map((diagnostic) => `${annotationOf(diagnostic, filePath(path, diagnostic.file))}\n`)
    )
    .join('')
}

function annotationOf({ code, severity, range, message, expected, help, url }: Diagnostic, path: string): string {
  const { start, end } = range
  const properties: Record<string, string | number> = {
    file: visible(path),
    line: start.line,
    endLine: end.line,
    // GitHub drops columns of an annotation that spans lines.
    ...(start.line === end.line && { col: start.column, endColumn: end.column }),
    title: code
  }
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
  // Made visible first, so that the only line breaks are ours.
  const text = [message, `Expected: ${expected}.`, help, url].map(visible).join('\n')
  return `::${COMMANDS[severity]} ${list.join(',')}::${escapeData(text)}`
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
