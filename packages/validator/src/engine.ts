/**
 * Runs rules over one pack.
 */
import type { Catalog, Diagnostic, Position } from '@keys/schema'
import { fill, textsOf } from './messages.js'
import { type PackSource } from './pack-source.js'
import { registry } from './registry.js'
import {
  SUBJECT_FILES,
  type RegisteredRule,
  type RuleContext,
  type SubjectName,
  type Subjects,
  type Workspace
} from './rule.js'

/** What a validation may be given beside the pack. */
export interface ValidateOptions {
  /** The catalogs against which references are resolved; null when there are none. */
  catalogs?: readonly Catalog[] | null
  /** The packs that lie beside this one; null for a lone pack. */
  workspace?: Workspace | null
  /** The rules to run; all of them when absent. */
  rules?: readonly RegisteredRule[]
}

/** One or more rules broke down. Our own fault, never that of a pack; what the other rules found is kept. */
export class RuleFailure extends Error {
  /** The rules that broke down, with what they threw. */
  readonly failures: readonly { code: string; error: unknown }[]
  /** What all other rules found. */
  readonly diagnostics: readonly Diagnostic[]

  constructor(
    folder: string,
    failures: readonly { code: string; error: unknown }[],
    diagnostics: readonly Diagnostic[]
  ) {
    const reasons = failures.map(
      ({ code, error }) => `${code} (${error instanceof Error ? error.message : String(error)})`
    )
    super(`Rules broke down on the pack ${folder}: ${reasons.join('; ')}`, { cause: failures[0]?.error })
    this.name = 'RuleFailure'
    this.failures = failures
    this.diagnostics = diagnostics
  }
}

const START: Position = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } }

/**
 * Validates one pack.
 * @param source The pack, as `readPack` gives it.
 * @param options What is at hand beside it.
 * @returns All findings, by file, place and code.
 * @throws {RuleFailure} When a rule breaks down, after all others have run.
 */
export function validatePack(source: PackSource, options: ValidateOptions = {}): Diagnostic[] {
  const { catalogs = null, workspace = null, rules = registry } = options
  const subjects: { [Name in SubjectName]: Subjects[Name] | null } = {
    pack: source,
    'pack.json': source.packJson?.object ? source.packJson : null,
    runbook: source.readme?.subject ?? null,
    checklist: source.checklist?.subject ?? null,
    changelog: source.changelog?.subject ?? null,
    workspace
  }
  const { runbook, checklist, changelog } = subjects
  const common = {
    source,
    pack: source.metadata.fields as RuleContext['pack'],
    runbook,
    checklist,
    changelog,
    catalogs,
    workspace
  }
  const diagnostics: Diagnostic[] = []
  const failures: { code: string; error: unknown }[] = []

  for (const rule of rules) {
    const subject = subjects[rule.subject]
    if (!rule.kinds.includes(source.kind.name)) continue
    if (subject === null || rule.reads.some((field) => source.metadata.invalid.has(field))) continue
    const report: RuleContext['report'] = (messageId, position, data = {}, file) => {
      const place = file ?? SUBJECT_FILES[rule.subject] ?? source.kind.metadata
      diagnostics.push(diagnose(rule, messageId, position ?? START, data, place))
    }
    try {
      rule.check(subject, { ...common, report })
    } catch (error) {
      failures.push({ code: rule.code, error })
    }
  }
  diagnostics.sort(inOrder)
  if (failures.length > 0) throw new RuleFailure(source.folder, failures, diagnostics)
  return diagnostics
}

function diagnose(
  rule: RegisteredRule,
  messageId: string,
  range: Position,
  values: Readonly<Record<string, string | number>>,
  file: string
): Diagnostic {
  const texts = rule.messages[messageId]
  if (texts === undefined) throw new Error(`${rule.code} has no message ${messageId}`)
  const data = textsOf(values)
  return {
    code: rule.code,
    messageId,
    severity: rule.severity,
    file,
    range,
    message: fill(texts.message, data),
    expected: fill(texts.expected, data),
    mend: fill(texts.mend, data),
    data,
    url: rule.url
  }
}

function inOrder(a: Diagnostic, b: Diagnostic): number {
  return (
    compare(a.file, b.file) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.column - b.range.start.column ||
    compare(a.code, b.code) ||
    compare(a.message, b.message)
  )
}

/** By code units, so that the order is the same wherever it runs. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
