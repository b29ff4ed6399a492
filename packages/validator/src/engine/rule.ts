/**
 * What a rule is. A rule is written with `defineRule`; its code, severity, page and file are stamped on its findings by
 * the registry and the engine.
 */
import type { AssetKindName, Changesets, JsonDocument, PackSource, Workspace } from '@keys/pack/core'
import type { Analysis } from '@keys/command-analysis'
import type {
  Catalog,
  Changelog,
  Checklist,
  DrillCoverage,
  Fix,
  Pack,
  Position,
  RuleOptionsSchema,
  Runbook,
  Severity
} from '@keys/schema'
import type { DisableComments } from './suppress.js'
import type { Message, MessageData, MessageTable } from './messages.js'
import type { RemoteAnswers } from './remote-links.js'

/** What is known of a pack that is about to be published. */
export interface Release {
  /** What drill/coverage.json keeps of the last drill; null when there is none. */
  coverage: DrillCoverage | null
  /** The hash of README.md as it is, by which a drill names the text that it followed; null when it cannot be read. */
  readmeHash: string | null
}

/** What a rule can be about. A rule runs only when its subject is there and can be read. */
export interface Subjects {
  /** The pack as a whole; always there. */
  pack: PackSource
  /** pack.json, when it holds a JSON object. */
  'pack.json': JsonDocument
  /** README.md, parsed. */
  runbook: Runbook
  /** checklist.md, parsed. */
  checklist: Checklist
  /** CHANGELOG.md, parsed. */
  changelog: Changelog
  /** The packs that lie beside this one. */
  workspace: Workspace
  /** The changesets of the workspace; no pack has them. */
  changesets: Changesets
  /** That the pack is about to be published; such rules rest at all other times. */
  release: Release
  /** The comments that disable rules, after all other rules have run. */
  comments: DisableComments
}
export type SubjectName = keyof Subjects

/** The file in which a finding lies, when the rule does not say; null for the metadata file. */
export const SUBJECT_FILES: Readonly<Record<SubjectName, string | null>> = {
  pack: null,
  'pack.json': null,
  runbook: 'README.md',
  checklist: 'checklist.md',
  changelog: 'CHANGELOG.md',
  workspace: null,
  changesets: null,
  release: 'README.md',
  comments: 'README.md'
}

type FieldName = Extract<keyof Pack, string>

/** The arguments of `report` after the position: data only where the message has placeholders, another file, a fix. */
type ReportRest<M extends Message> = keyof MessageData<M> extends never
  ? [data?: Readonly<Record<string, never>>, file?: string, fix?: Fix | null]
  : [data: MessageData<M>, file?: string, fix?: Fix | null]

/** What a check can look at beside its subject. */
export interface RuleContext<
  Table extends MessageTable = MessageTable,
  Field extends FieldName = FieldName,
  Options = unknown
> {
  /** The options of the rule, as its `options` give them; an empty object for a rule that has none. */
  options: Options
  /** The pack as it was read: texts, entries, places in JSON. */
  source: PackSource
  /** The fields of pack.json that the rule names in `reads`; all of them are valid. */
  pack: Readonly<Pick<Pack, Field>>
  /** README.md, parsed; null when it cannot be read. */
  runbook: Runbook | null
  /** What the commands of README.md do; none when it cannot be read. */
  analysis: Analysis
  /** checklist.md, parsed; null when it cannot be read. */
  checklist: Checklist | null
  /** CHANGELOG.md, parsed; null when it cannot be read. */
  changelog: Changelog | null
  /** The catalogs at hand; null when there are none, and then keys are "not checked". */
  catalogs: readonly Catalog[] | null
  /** The packs that lie beside this one; null for a lone pack. */
  workspace: Workspace | null
  /** What remote addresses answered; null when none was asked. */
  remote: RemoteAnswers | null
  /**
   * Reports a finding.
   * @param messageId One of the messages of the rule.
   * @param position What it speaks of; null for a file as a whole.
   * @param rest A value for each placeholder of the message; the file, when it is not that of the subject; what fixes
   * it, in rules that say `fixable`, where that is certain.
   */
  report: <Id extends Extract<keyof Table, string>>(
    messageId: Id,
    position: Position | null,
    ...rest: ReportRest<Table[Id]>
  ) => void
}

/** What the author of a rule writes. */
export interface RuleDefinition<
  Subject extends SubjectName,
  Table extends MessageTable,
  Field extends FieldName = never,
  Options extends RuleOptionsSchema = never
> {
  severity: Severity
  /** Whether `--fix` can fix what it finds. */
  fixable?: boolean
  /** What it is for; runbook packs alone when absent. */
  kinds?: readonly AssetKindName[]
  subject: Subject
  /**
   * The fields of pack.json that the check reads. While one of them is wrong, the rule rests, as `pack/schema` speaks.
   */
  reads?: readonly Field[]
  /** What it demands, in one line. */
  description: string
  /** What goes wrong in an incident when it is not heeded. */
  rationale: string
  messages: Table
  /** What a team may choose, each with a default; nothing when absent. The page of the rule says what for. */
  options?: Options
  check(subject: Subjects[Subject], context: RuleContext<Table, Field, Options['_zod']['output']>): void
}

/** A rule whose own types are forgotten, as the engine runs it. */
export interface Rule {
  readonly severity: Severity
  readonly fixable: boolean
  readonly kinds: readonly AssetKindName[]
  readonly subject: SubjectName
  readonly reads: readonly string[]
  readonly description: string
  readonly rationale: string
  readonly messages: MessageTable
  /** What its options have to be; null for a rule without options. */
  readonly options: RuleOptionsSchema | null
  check(subject: Subjects[SubjectName], context: RuleContext): void
}

/** A rule with its identity. */
export interface RegisteredRule extends Rule {
  /** Its area, a slash and its name, as its file is called. */
  readonly code: string
  /** Its page. */
  readonly url: string
}

/**
 * Defines a rule.
 * @param definition Everything but the identity, which the registry takes from the path of the file.
 */
export function defineRule<
  const Subject extends SubjectName,
  const Table extends MessageTable,
  const Field extends FieldName = never,
  Options extends RuleOptionsSchema = never
>(definition: RuleDefinition<Subject, Table, Field, Options>): Rule {
  const {
    severity,
    fixable = false,
    kinds = ['runbook'],
    subject,
    reads = [],
    description,
    rationale,
    messages,
    options = null
  } = definition
  return {
    severity,
    fixable,
    kinds,
    subject,
    reads,
    description,
    rationale,
    messages,
    options,
    // The engine hands over the subject that the rule names, and its options; the compiler cannot see that.
    check: (value, context) =>
      definition.check(
        value as Subjects[Subject],
        context as unknown as RuleContext<Table, Field, Options['_zod']['output']>
      )
  }
}

/** Where the pages of the rules of this project lie. */
export const PAGES = 'https://github.com/keys-assets/runbook-keys/blob/main/packages/validator/docs/rules/'

/**
 * Gives rules their identity.
 * @param rules Rules by code, such as `acme/owner-named`.
 * @param pageOf The address of the page of a rule; that of this project when absent.
 */
export function register(
  rules: Readonly<Record<string, Rule>>,
  pageOf: (code: string) => string = (code) => `${PAGES}${code}.md`
): readonly RegisteredRule[] {
  return Object.entries(rules).map(([code, rule]) => ({ ...rule, code, url: pageOf(code) }))
}
