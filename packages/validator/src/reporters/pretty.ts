import type { Diagnostic, Severity, ValidationReport } from '@keys/schema'
import pc from 'picocolors'
import { codeFrame, linesOf } from './code-frame.js'
import { filePath } from './file-path.js'
import { visible, wrap } from '@keys/pack/core'

/** How a report is shown to people. */
export interface PrettyOptions {
  /** Whether escape sequences for color are written. */
  color: boolean
  /** Columns of the terminal. */
  width: number
  /**
   * Gives the text of a file, for the code frame; null when it is not at hand.
   * @param pack The path of the pack, as in the report.
   * @param file The path of the file in it.
   */
  sources: (pack: string, file: string) => string | null
  /** How many findings below errors were left out of the report; the last line says so. */
  hidden?: number
}

const LABEL_WIDTH = 10

/**
 * A report for people: grouped by file, each finding with its place in the text, what was expected and how to fix it.
 * @param report What was found.
 * @param options How to show it.
 */
export function prettyReport(report: ValidationReport, options: PrettyOptions): string {
  const colors = pc.createColors(options.color)
  const marks: Record<Severity, string> = {
    error: colors.red('error'),
    warning: colors.yellow('warning'),
    information: colors.blue('information')
  }
  const width = Math.max(options.width, 40)

  function labeled(label: string, text: string): string[] {
    const indent = ' '.repeat(LABEL_WIDTH + 2)
    const [first = '', ...rest] = wrap(visible(text), width - indent.length)
    return [`  ${colors.dim(label.padEnd(LABEL_WIDTH))}${first}`, ...rest.map((line) => indent + line)]
  }

  function finding(diagnostic: Diagnostic, source: readonly string[] | null): string[] {
    const { start } = diagnostic.range
    const place = `${start.line}:${start.column}`.padEnd(LABEL_WIDTH)
    return [
      `  ${place}${marks[diagnostic.severity]}  ${colors.dim(diagnostic.code)}`,
      ...wrap(visible(diagnostic.message), width - 2).map((line) => `  ${colors.bold(line)}`),
      ...(source === null ? [] : codeFrame(source, diagnostic.range, width, colors)),
      ...labeled('expected', diagnostic.expected),
      ...labeled('help', diagnostic.help),
      // Not wrapped: a broken address cannot be followed.
      `  ${colors.dim('page'.padEnd(LABEL_WIDTH))}${colors.dim(diagnostic.url)}`,
      ''
    ]
  }

  const lines = report.packs.flatMap(({ path, diagnostics }) =>
    [...byFile(diagnostics)].flatMap(([file, findings]) => {
      const text = options.sources(path, file)
      const source = text === null ? null : linesOf(text)
      const name = visible(filePath(path, file))
      return [colors.underline(name), '', ...findings.flatMap((diagnostic) => finding(diagnostic, source))]
    })
  )
  return `${[...lines, summaryLine(report, colors, options.hidden ?? 0)].join('\n')}\n`
}

/** Findings by the files in which they are, in the order of the first of each. */
function byFile(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, Diagnostic[]> {
  const files = new Map<string, Diagnostic[]>()
  for (const diagnostic of diagnostics) {
    const others = files.get(diagnostic.file)
    if (others) others.push(diagnostic)
    else files.set(diagnostic.file, [diagnostic])
  }
  return files
}

function summaryLine(
  { summary }: ValidationReport,
  colors: ReturnType<typeof pc.createColors>,
  hidden: number
): string {
  const { packs, error, warning, information } = summary
  const counts = [
    error > 0 ? colors.red(amount(error, 'error')) : '',
    warning > 0 ? colors.yellow(amount(warning, 'warning')) : '',
    information > 0 ? colors.blue(`${information} for information`) : ''
  ].filter((part) => part !== '')
  const found = counts.length === 0 ? colors.green(hidden === 0 ? 'no findings' : 'no errors') : counts.join(', ')
  const rest = hidden === 0 ? '' : `; ${amount(hidden, 'finding')} not shown`
  return `${amount(packs, 'pack')}: ${found}${rest}`
}

function amount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
