/**
 * What a script of SQL, as psql takes it, may do. A statement is allowed by its kind, a function by its name.
 */
import type { Statement } from '../facts.js'
import { readPsql, type PsqlText } from '../sql/psql.js'
import { partsOf, relationOf, withTransactions } from '../sql/sql.js'
import { firstLine, type MappedText, type Span } from '../text/mapped-text.js'
import { nodeIn, nodesIn, textIn, type Node } from '../text/tree.js'
import { sqlChanges, sqlDestruction } from './changes.js'
import { isConnect, metaEffects, valueOf } from './meta-effects.js'
import { environmentName, isDynamic, NUMBER } from './paths.js'
import type { EffectScope, PsqlValue, PsqlVariables } from './scope.js'
import { hiddenCalls } from './sql-hidden-calls.js'
import { READING_FUNCTIONS } from './sql-functions.js'
import { resultsOf, type ResultsByOffset } from './sql-results.js'

/** Statements that change nothing by themselves; what stands in them is looked at. */
const LOOKS = new Set([
  'SelectStmt',
  'VariableSetStmt',
  'VariableShowStmt',
  'ExplainStmt',
  'PrepareStmt',
  'DeallocateStmt',
  'DeclareCursorStmt',
  'FetchStmt',
  'ClosePortalStmt',
  'DiscardStmt',
  'ConstraintsSetStmt'
])
const WRITES = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'])
const LOCKS = /^pg_(try_)?advisory_/
/** Functions that change what others see, or reach out of the database. */
const ACTS =
  /^(pg_(cancel|terminate)_backend|pg_reload_conf|pg_rotate_logfile|pg_switch_wal|pg_promote|pg_wal_replay_\w+|pg_stat_reset\w*|pg_create_\w+|pg_drop_\w+|pg_replication_\w+|pg_logical_\w+|pg_file_(write|rename|unlink)|pg_notify|nextval|setval|lo_(unlink|import|export|put|create|creat|from_bytea)|lowrite|dblink\w*|query_to_xml\w*|http\w*|net\.\w+)$/

/**
 * Notes what a script may do, with the files that it includes.
 * @param given Variables that are set before it begins.
 * @param stops Whether it ends with the first error.
 * @param path The file in which it stands; null for a text that stands in none.
 */
export function sqlEffects(
  script: MappedText,
  scope: EffectScope,
  given: PsqlVariables = new Map(),
  stops = true,
  path: string | null = null
): void {
  if (scope.depth > 5) return scope.effects.unknown('code in code is nested too deep', firstLine(script))
  new PsqlEffects(scope, given).run(script, stops, path)
}

/** A text that psql reads: statements, meta-commands, and variables that it puts in as code. */
interface Unit extends Pick<PsqlText, 'commands' | 'raw'> {
  script: MappedText
  statements: readonly Statement[]
  results: ResultsByOffset
}

/** More files than these, one after the other, are not followed. */
const MOST_FILES = 50

/** One run of psql: its files share the variables, and each file is taken apart by itself. */
class PsqlEffects {
  readonly #scope: EffectScope
  readonly #variables: Map<string, PsqlValue>
  readonly #units: Unit[] = []
  /** The files that are being read. */
  readonly #open: string[] = []
  /** What variables hold, by text: put in at many places it is looked at once. */
  readonly #values = new Map<string, Unit | null>()

  constructor(scope: EffectScope, given: PsqlVariables) {
    this.#scope = scope
    this.#variables = new Map(given)
  }

  run(script: MappedText, stops: boolean, path: string | null): void {
    this.#read(script, path)
    for (const unit of this.#units) this.#raw(unit)
    // Without a stop, a temporary table may not have been made when it is written; what comes out of another text may drop
    // it, and another session does not have it.
    const keeps =
      stops &&
      this.#units.length === 1 &&
      this.#values.size === 0 &&
      !this.#units.some(({ commands }) =>
        commands.some(
          ({ name, argument }) => /^(if|elif|else)$/.test(name) || isConnect(name) || turnsStopOff(name, argument.text)
        )
      )
    for (const { statements } of this.#units) judge(withTransactions(statements), keeps, this.#scope)
    for (const unit of this.#values.values()) if (unit) judge(withTransactions(unit.statements), false, this.#scope)
  }

  #read(script: MappedText, path: string | null): void {
    const unit = unitOf(script, this.#scope)
    if (!unit) return
    this.#units.push(unit)
    if (path !== null) this.#open.push(path)
    metaEffects(unit.commands, unit.results, path, {
      scope: this.#scope,
      variables: this.#variables,
      include: (file, place) => this.#include(file, place)
    })
    if (path !== null) this.#open.pop()
  }

  #include(path: string, place: Span): void {
    const { effects, files } = this.#scope
    const texts = files.get(path) ?? null
    if (texts === null) effects.unknown(`a file of SQL that is not looked into, \`${path}\``, place)
    else if (this.#open.includes(path)) effects.unknown(`\`${path}\` includes itself`, place)
    else if (this.#units.length >= MOST_FILES) effects.unknown('more files than are looked into', place)
    else if (this.#units.some(({ commands }) => commands.some(({ name }) => name === 'cd')))
      effects.unknown('it goes to another folder, in which a file may be another one', place)
    else for (const text of texts) this.#read(text, path)
  }

  /** Variables that are put in as code. */
  #raw({ script, raw }: Unit): void {
    const { effects } = this.#scope
    for (const { name, start, end, isDoubtful } of raw) {
      const place = script.span(start, end)
      const values = valueOf(this.#variables, name)
      // `a[1:b]` is a slice, unless somebody has set `b`.
      if (values === undefined && isDoubtful) continue
      // `-:x` with -1 is a comment, and `:x'...'` with E has other escapes.
      if (script.text.charAt(start - 1) === '-' || script.text.charAt(end) === "'")
        effects.unknown(`\`:${name}\` may change what the sign beside it means`, place)
      if (!values) effects.unknown(`\`:${name}\` is put in as code, and only a run can tell what it holds`, place)
      for (const value of values ?? []) {
        const input = typeof value === 'string' ? environmentName(value) : null
        if (input !== null) effects.assumed.add(input)
        else if (typeof value !== 'string') this.#value(value, place)
        else if (value !== NUMBER && isDynamic(value))
          effects.unknown(`\`:${name}\` is put in as code, and only a run can tell what it holds`, place)
      }
    }
  }

  /** A text that is put in is one or more whole statements, so that around it stands what stands there without it. */
  #value(value: MappedText, place: Span): void {
    if (this.#values.has(value.text)) return
    this.#values.set(value.text, null)
    const { effects } = this.#scope
    const unit = unitOf(value, this.#scope)
    if (!unit) return
    this.#values.set(value.text, unit)
    if (unit.statements.length === 0) effects.unknown('a text without a statement is put in as code', place)
    if (unit.commands.length > 0) effects.unknown('a meta-command stands in what is put in as code', place)
    if (/--[^\n]*\s*$/.test(value.text)) effects.unknown('what is put in as code ends with a comment', place)
    this.#raw(unit)
  }
}

/** Takes a text apart; null, which is noted, where that cannot be done. */
function unitOf(script: MappedText, { effects, trees }: EffectScope): Unit | null {
  const refused = trees.refusal(script.text)
  const parse = trees.sql
  if (refused !== null || !parse) {
    const why = refused === null ? 'the parser for SQL is not loaded' : `it is not read: ${refused}`
    effects.unknown(why, firstLine(script))
    return null
  }
  const { sql, pieces, commands, raw } = readPsql(script, trees.psql(script.text))
  const statements: Statement[] = []
  const results: ResultsByOffset = new Map()
  for (const { start, end, until } of pieces) {
    const lead = /^[\s;]*/.exec(sql.text.slice(start, end))?.[0].length ?? 0
    const piece = sql.slice(start + lead, end)
    if (piece.text.trim() === '') continue
    const place = piece.span(0, piece.text.trimEnd().length)
    const parsed = parse(piece.text)
    for (const statement of parsed.statements) {
      statements.push({ ...statement, undone: false, place })
      results.set(until, statement.type === 'SelectStmt' ? resultsOf(statement.node) : null)
    }
    if (parsed.error !== null) effects.unknown('the parser of PostgreSQL cannot read it', place)
  }
  return { script, statements, results, commands, raw }
}

/** `\unset ON_ERROR_STOP`, `\set ON_ERROR_STOP off`. */
function turnsStopOff(name: string, argument: string): boolean {
  return (
    /^(set|unset)$/.test(name) &&
    /ON_ERROR_STOP/i.test(argument) &&
    !/^\s+ON_ERROR_STOP\s+(on|1|true)\b/i.test(argument)
  )
}

function judge(statements: readonly Statement[], keeps: boolean, { effects }: EffectScope): void {
  const all = { statements, stops: true, limited: true, runs: true, call: null, place: { start: 0, end: 0 } }
  const destroyed = sqlDestruction(all)
  for (const { what, place } of destroyed) effects.changes(what, place, true)
  for (const { what, place } of sqlChanges(all)) effects.changes(what, place)
  const mayVanish = statements.some(
    ({ type, node, parts }) =>
      type === 'DropStmt' ||
      type === 'DiscardStmt' ||
      /ROLLBACK/.test(textIn(node['kind'])) ||
      // Of a table that is created, and of one that a query fills.
      parts.some(({ node: part }) => (part['oncommit'] ?? part['onCommit']) === 'ONCOMMIT_DROP')
  )
  /** The tables that are certainly of this session alone, up to the statement that is judged. */
  const temporary = new Set<string>()
  for (const statement of statements) {
    if (keeps && !mayVanish) for (const name of temporaryNames(statement)) temporary.add(name)
    kindOf(statement, temporary, effects)
    for (const what of hiddenCalls(statement)) effects.unknown(what, statement.place)
    for (const { node } of partsOf(statement, new Set(['FuncCall']))) functionOf(node, statement.place, effects)
    if (partsOf(statement, new Set(['LockingClause'])).length > 0)
      effects.unknown('it locks the rows that it reads', statement.place)
  }
}

type Sink = EffectScope['effects']

function kindOf(whole: Statement, temporary: ReadonlySet<string>, effects: Sink): void {
  const { type, node, undone, place } = whole
  const writes = partsOf(whole, WRITES).filter(({ node: write }) => !isTemporary(write['relation'], temporary))
  if (writes.length > 0 && (undone || isExplained(whole)))
    effects.unknown(undone ? 'what it rolls back runs triggers and takes locks' : 'it plans a change', place)
  const into = relationOf(nodeIn(node['into'] ?? node['intoClause'])?.['rel'])
  if (LOOKS.has(type)) {
    if (type === 'ExplainStmt' && writes.length > 0 && isAnalyzed(whole))
      effects.changes('`explain analyze` of a change', place)
    if (type === 'ExplainStmt' && !Object.hasOwn(nodeIn(node['query']) ?? {}, 'SelectStmt') && writes.length === 0)
      effects.unknown('it explains what is not known to only look', place)
    for (const { node: made } of partsOf(whole, new Set(['intoClause']))) {
      const name = relationOf(made['rel'])
      if (name && !name.temporary && !isTemporary(made['rel'], temporary))
        effects.changes(`making \`${name.name}\``, place)
    }
    if (type === 'VariableSetStmt' && /^(search_path|role|session_authorization)$/.test(textIn(node['name'])))
      pathOf(node, place, effects)
    return
  }
  if (type === 'TransactionStmt') {
    if (/PREPARE/.test(textIn(node['kind']))) effects.changes('a prepared transaction', place)
    return
  }
  if (type === 'CopyStmt') return copyOf(node, place, effects)
  if (type === 'ExecuteStmt') return effects.unknown('`execute` runs a statement that was prepared', place)
  if (type === 'LockStmt') return effects.changes('`lock table`', place)
  if (type === 'DoStmt') return effects.unknown('`do` runs code in the server', place)
  if (type === 'CallStmt') return effects.unknown('`call` runs a procedure', place)
  if (WRITES.has(type) && isTemporary(node['relation'], temporary)) return
  if (/^Create(TableAs)?Stmt$/.test(type) && (into?.temporary || isTemporary(node['relation'], temporary))) return
  effects.unknown(`\`${type}\` is not known to only look`, place)
}

/** Names that are looked up elsewhere first mean something else than they say. */
function pathOf(node: Node, place: Span, effects: Sink): void {
  if (textIn(node['name']) !== 'search_path') return
  const schemas = nodesIn(node['args']).map((part) => textIn(nodeIn(nodeIn(part['A_Const'])?.['sval'])?.['sval']))
  if (schemas.slice(1).includes('pg_catalog'))
    effects.unknown('names of other schemas come before those of the system', place)
}

function isExplained({ type }: Statement): boolean {
  return type === 'ExplainStmt'
}

function isAnalyzed({ node }: Statement): boolean {
  return nodesIn(node['options']).some((option) => nodeIn(option['DefElem'])?.['defname'] === 'analyze')
}

function copyOf(node: Node, place: Span, effects: Sink): void {
  if (node['is_program'] === true) effects.changes('`copy` runs a program on the server', place)
  else if (node['is_from'] === true) effects.changes('`copy` into a table', place)
  else if (textIn(node['filename']) !== '') effects.changes('`copy` writes a file on the server', place)
}

function functionOf(node: Node, place: Span, effects: Sink): void {
  const names = nodesIn(node['funcname']).map((part) => textIn(nodeIn(part['String'])?.['sval']))
  const name = names.at(-1) ?? ''
  const schema = names.length > 1 ? names[0] : 'pg_catalog'
  if (LOCKS.test(name)) effects.changes(`\`${name}\` takes a lock`, place)
  else if (ACTS.test(name)) effects.changes(`\`${name}\``, place)
  else if (
    name === 'set_config' &&
    JSON.stringify(nodesIn(node['args'])[0] ?? {}).match(/"sval":"(?!search_path")/) === null
  )
    effects.unknown('`set_config` of what only a run can tell, or of the search path', place)
  else if (schema !== 'pg_catalog' || !READING_FUNCTIONS.has(name))
    effects.unknown(`\`${names.join('.')}\` is a function that is not known to only look`, place)
}

function isTemporary(value: unknown, temporary: ReadonlySet<string>): boolean {
  const relation = relationOf(value)
  return relation !== null && (relation.temporary || temporary.has(relation.name))
}

/** The temporary tables that a statement names. */
function temporaryNames({ parts }: Statement): string[] {
  return parts.flatMap(({ type, node }) => {
    const relation = type === 'RangeVar' || node['relpersistence'] !== undefined ? relationOf(node) : null
    return relation?.temporary ? [relation.name] : []
  })
}
