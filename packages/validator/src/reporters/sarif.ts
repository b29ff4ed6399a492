/**
 * A report as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), which code scanning and many viewers read.
 */
import type { Diagnostic, Position, Severity, ValidationReport } from '@keys/schema'
import type { RegisteredRule } from '../engine/rule.js'
import { filePath } from './file-path.js'
import { fingerprint } from './fingerprint.js'
import { jsonText } from './json-text.js'

/** What a SARIF log says beside the findings. */
export interface SarifOptions {
  /** The rules that may have been run; a log describes all of them. */
  rules: readonly RegisteredRule[]
  /** The version of the tool that made the report. */
  version?: string
}

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note'
}
/** Paths are relative to the folder in which the validation ran, whatever a reader takes that to be. */
const ROOT = '%SRCROOT%'

/**
 * A report as SARIF 2.1.0.
 * @param report What was found.
 * @param options What the log says beside it.
 * @returns JSON with one run.
 */
export function sarifReport(report: ValidationReport, { rules, version }: SarifOptions): string {
  // Rules of a team, of which nothing else is known here.
  const known = new Set(rules.map(({ code }) => code))
  const strangers = report.packs
    .flatMap(({ diagnostics }) => diagnostics)
    .filter(({ code }) => !known.has(code) && known.add(code))
  const indices = new Map([...rules, ...strangers].map(({ code }, index) => [code, index]))
  const fingerprintOf = fingerprints()
  const results = report.packs.flatMap(({ path, diagnostics }) =>
    diagnostics.map((diagnostic) =>
      resultOf(diagnostic, filePath(path, diagnostic.file), indices.get(diagnostic.code), fingerprintOf)
    )
  )
  const driver = {
    name: 'Runbook Keys',
    ...(version !== undefined && { semanticVersion: version }),
    informationUri: 'https://github.com/keys-assets/runbook-keys',
    rules: [...rules.map(descriptorOf), ...strangers.map(({ code, url }) => ({ id: code, helpUri: url }))]
  }
  return jsonText({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [ROOT]: { description: { text: 'The folder in which the validation ran.' } } },
        results
      }
    ]
  })
}

function descriptorOf({ code, description, rationale, url, severity }: RegisteredRule): object {
  return {
    id: code,
    shortDescription: { text: description },
    fullDescription: { text: rationale },
    help: { text: `${description} ${rationale}\n\n${url}` },
    helpUri: url,
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: [code.slice(0, code.indexOf('/'))] }
  }
}

function resultOf(
  { code, messageId, severity, range, message, expected, help, data }: Diagnostic,
  path: string,
  ruleIndex: number | undefined,
  fingerprintOf: (words: readonly string[]) => string
): object {
  return {
    ruleId: code,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: LEVELS[severity],
    message: { text: `${message}\nExpected: ${expected}.\n${help}` },
    locations: [
      { physicalLocation: { artifactLocation: { uri: uriOf(path), uriBaseId: ROOT }, region: regionOf(range) } }
    ],
    // Without the place, so that a finding is the same one after lines were added above it.
    partialFingerprints: { 'runbookKeysFinding/v1': fingerprintOf([code, messageId, path, JSON.stringify(data)]) },
    properties: { messageId }
  }
}

/** As in our ranges, `endColumn` is the first column after the region. */
function regionOf({ start, end }: Position): object {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column }
}

/** Each part by itself: a colon in the first would otherwise make a scheme of it. */
function uriOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

/** Equal findings are numbered in order of place, so that each has a fingerprint of its own. */
function fingerprints(): (words: readonly string[]) => string {
  const seen = new Map<string, number>()
  return (words) => {
    const first = fingerprint(words)
    const count = seen.get(first) ?? 0
    seen.set(first, count + 1)
    return `${first}:${count + 1}`
  }
}
