/**
 * Runs rules over one pack.
 */
import { memoryFiles, readPack, type Changesets, type PackSource, type Workspace } from '@keys/pack/core'
import type { Analysis, Analyzer } from '@keys/command-analysis'
import type { ToTree } from '@keys/parser'
import {
  fill,
  ruleLevelOf,
  ruleOptionsOf,
  type Catalog,
  type Diagnostic,
  type Fix,
  type Position,
  type RuleSetting
} from '@keys/schema'
import { readComments } from './read-comments.js'
import { suppress } from './suppress.js'
import { textsOf } from './messages.js'
import { registry } from '../registry.js'
import type { RemoteAnswers } from './remote-links.js'
import {
  SUBJECT_FILES,
  type RegisteredRule,
  type Release,
  type RuleContext,
  type SubjectName,
  type Subjects
} from './rule.js'

/** What a validation may be given beside the pack. */
export interface ValidateSettings {
  /** The catalogs against which references are resolved; null when there are none. */
  catalogs?: readonly Catalog[] | null
  /** The packs that lie beside this one; null for a lone pack. */
  workspace?: Workspace | null
  /** What remote addresses answered; null when none was asked. */
  remote?: RemoteAnswers | null
  /** The changesets of a workspace, for `validateChangesets`. */
  changesets?: Changesets | null
  /** What is known of a pack that is about to be published; null or absent at all other times. */
  release?: Release | null
  /** The Markdown engine for texts that are read here; the reference engine when absent. No finding depends on it. */
  toTree?: ToTree | undefined
  /** The rules to run; all of them when absent. */
  rules?: readonly RegisteredRule[]
  /** Rules by code that are off or have another severity or other options than their own. */
  severities?: Readonly<Record<string, RuleSetting>>
}

/** What a validation needs, and may be given. */
export interface ValidateOptions extends ValidateSettings {
  /** Tells what commands do. Without one their rules would find nothing, and nobody would know. */
  analyzer: Analyzer
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
    super(`Rules failed on the pack ${folder}: ${reasons.join('; ')}`, { cause: failures[0]?.error })
    this.name = 'RuleFailure'
    this.failures = failures
    this.diagnostics = diagnostics
  }
}

/** Of a text that cannot be read. */
const NO_COMMANDS: Analysis = {
  commands: [],
  sampleFaults: [],
  classify: () => ({
    effect: 'unknown',
    irreversible: false,
    assumes: [],
    operands: [],
    folders: [],
    asks: [],
    endless: [],
    reasons: []
  })
}

const START: Position = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } }

/**
 * Validates one pack.
 * @param source The pack, as `readPack` gives it.
 * @param options What is at hand beside it.
 * @returns All findings, by file, place and code.
 * @throws {RuleFailure} When a rule breaks down, after all others have run.
 */
export function validatePack(source: PackSource, options: ValidateOptions): Diagnostic[] {
  const { analyzer } = options as Partial<ValidateOptions>
  if (!analyzer) throw new TypeError('validatePack needs an analyzer: pass { analyzer: await createAnalyzer() }.')
  return runRules(source, options, analyzer)
}

function runRules(source: PackSource, options: ValidateSettings, analyzer: Analyzer | null): Diagnostic[] {
  const {
    catalogs = null,
    workspace = null,
    remote = null,
    changesets = null,
    release = null,
    severities = {}
  } = options
  const rules = inForce(options.rules ?? registry, severities)
  const subjects: { [Name in SubjectName]: Subjects[Name] | null } = {
    pack: source,
    'pack.json': source.packJson?.object ? source.packJson : null,
    runbook: source.readme?.subject ?? null,
    checklist: source.checklist?.subject ?? null,
    changelog: source.changelog?.subject ?? null,
    workspace,
    changesets,
    release,
    comments: null
  }
  const { runbook, checklist, changelog } = subjects
  const common = {
    source,
    analysis: runbook && source.readme && analyzer ? analyzer.analyze(runbook, source.readme.text) : NO_COMMANDS,
    pack: source.metadata.fields as RuleContext['pack'],
    runbook,
    checklist,
    changelog,
    catalogs,
    workspace,
    remote
  }
  const failures: { code: string; error: unknown }[] = []
  const ran = new Set<string>()

  function run(stage: readonly RuleInForce[]): Diagnostic[] {
    const found: Diagnostic[] = []
    for (const rule of stage) {
      const subject = subjects[rule.subject]
      if (!rule.kinds.includes(source.kind.name)) continue
      if (subject === null || rule.reads.some((field) => source.metadata.invalid.has(field))) continue
      const report: RuleContext['report'] = (messageId, position, data = {}, file, fix) => {
        const place = file ?? SUBJECT_FILES[rule.subject] ?? source.kind.metadata
        found.push(diagnose(rule, messageId, position ?? START, data, place, fix ?? null))
      }
      try {
        rule.check(subject, { ...common, options: rule.chosen, report })
        ran.add(rule.code)
      } catch (error) {
        failures.push({ code: rule.code, error })
      }
    }
    return found
  }

  const found = run(rules.filter(({ subject }) => subject !== 'comments'))
  const comments = readComments(source)
  const { kept, unused } = suppress(found, comments, ran)
  if (comments.length > 0) {
    const codes = [...registry, ...(options.rules ?? [])].map(({ code }) => code)
    subjects.comments = { comments, codes: new Set(codes), unused }
  }
  // Last, because these rules judge what the comments did to the findings of the others.
  const diagnostics = [...kept, ...run(rules.filter(({ subject }) => subject === 'comments'))].toSorted(inOrder)
  if (failures.length > 0) throw new RuleFailure(source.folder, failures, diagnostics)
  return diagnostics
}

/**
 * Validates the changesets of a workspace, which lie in no pack.
 * @param changesets What they say.
 * @param options What is at hand beside them.
 * @returns All findings; their files are those of the changesets.
 * @throws {RuleFailure} When a rule breaks down, after all others have run.
 */
export function validateChangesets(changesets: Changesets, options: ValidateSettings = {}): Diagnostic[] {
  const rules = (options.rules ?? registry).filter(({ subject }) => subject === 'changesets')
  const nothing = readPack(memoryFiles({}), { folder: '' })
  return runRules(nothing, { ...options, changesets, rules }, null)
}

/** A rule with the options that were chosen, or their defaults. */
type RuleInForce = RegisteredRule & { chosen: unknown }

/** The rules that are not off, each with the severity and the options that it is set to. */
function inForce(
  rules: readonly RegisteredRule[],
  severities: Readonly<Record<string, RuleSetting>>
): readonly RuleInForce[] {
  return rules.flatMap((rule) => {
    const setting = severities[rule.code] ?? rule.severity
    const level = ruleLevelOf(setting)
    return level === 'off'
      ? []
      : [{ ...rule, severity: level, chosen: rule.options?.parse(ruleOptionsOf(setting)) ?? {} }]
  })
}

function diagnose(
  rule: RegisteredRule,
  messageId: string,
  range: Position,
  values: Readonly<Record<string, string | number>>,
  file: string,
  fix: Fix | null
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
    help: fill(texts.help, data),
    data,
    url: rule.url,
    ...(fix !== null && { fix })
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
