/**
 * What a script of SQL, as psql takes it, may do. A statement is allowed by its kind, a function by its name.
 */
import type { Statement } from '../facts.js'
import { readPsql } from '../sql/psql.js'
import { partsOf, relationOf, withTransactions } from '../sql/sql.js'
import { refusal } from '../text/limits.js'
import { firstLine, type MappedText, type Span } from '../text/mapped-text.js'
import { nodeIn, nodesIn, textIn, walk, type Node } from '../text/tree.js'
import { sqlChanges, sqlDestruction } from './changes.js'
import { metaEffects } from './meta-effects.js'
import { environmentName, isDynamic } from './paths.js'
import type { EffectScope, PsqlVariables } from './scope.js'
import { READING_FUNCTIONS } from './sql-functions.js'

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

/** Notes what a script may do. */
export function sqlEffects(script: MappedText, scope: EffectScope, given: PsqlVariables = new Map()): void {
  const { effects, parsers } = scope
  const refused = refusal(script.text)
  if (refused !== null) return effects.unknown(`it is not read: ${refused}`, firstLine(script))
  const parser = parsers.sql
  if (!parser) return effects.unknown('the parser for SQL is not loaded', firstLine(script))
  if (scope.depth > 5) return effects.unknown('code in code is nested too deep', firstLine(script))
  const { sql, pieces, commands, raw } = readPsql(script)
  const variables = metaEffects(commands, scope, given)
  for (const { name, start, end } of raw) {
    const value = variables.get(name) ?? null
    const place = script.span(start, end)
    const input = typeof value === 'string' ? environmentName(value) : null
    if (input !== null) effects.assumed.add(input)
    else if (value === null || (typeof value === 'string' && isDynamic(value)))
      effects.unknown(`\`:${name}\` is put in as code, and only a run can tell what it holds`, place)
    else if (typeof value !== 'string')
      for (const text of value) sqlEffects(text, { ...scope, depth: scope.depth + 1 }, variables)
  }
  const statements: Statement[] = []
  for (const { start, end } of pieces) {
    const lead = /^[\s;]*/.exec(sql.text.slice(start, end))?.[0].length ?? 0
    const piece = sql.slice(start + lead, end)
    if (piece.text.trim() === '') continue
    const place = piece.span(0, piece.text.trimEnd().length)
    try {
      for (const statement of nodesIn(nodeIn(parser.parseSync(piece.text))?.['stmts'])) {
        const [[type, node] = ['', null]] = Object.entries(nodeIn(statement['stmt']) ?? {})
        statements.push({ type, node: nodeIn(node) ?? {}, undone: false, place })
      }
    } catch {
      effects.unknown('the parser of PostgreSQL cannot read it', place)
    }
  }
  judge(withTransactions(statements), scope)
}

function judge(statements: readonly Statement[], { effects }: EffectScope): void {
  const all = { statements, stops: true, limited: true, runs: true, call: null, place: { start: 0, end: 0 } }
  const destroyed = sqlDestruction(all)
  for (const { what, place } of destroyed) effects.changes(what, place, true)
  for (const { what, place } of sqlChanges(all)) effects.changes(what, place)
  const temporary = temporaryNames(statements)
  for (const statement of statements) {
    kindOf(statement, temporary, effects)
    for (const { node } of partsOf(statement, new Set(['FuncCall']))) functionOf(node, statement.place, effects)
    if (partsOf(statement, new Set(['LockingClause'])).length > 0)
      effects.unknown('it locks the rows that it reads', statement.place)
  }
}

type Sink = EffectScope['effects']

function kindOf({ type, node, undone, place }: Statement, temporary: ReadonlySet<string>, effects: Sink): void {
  const whole: Statement = { type, node, undone, place }
  const writes = partsOf(whole, WRITES).filter(({ node: write }) => !isTemporary(write['relation'], temporary))
  if (writes.length > 0 && (undone || isExplained(whole)))
    effects.unknown(undone ? 'what it rolls back runs triggers and takes locks' : 'it plans a change', place)
  const into = relationOf(nodeIn(node['into'] ?? node['intoClause'])?.['rel'])
  if (LOOKS.has(type)) {
    if (type === 'ExplainStmt' && writes.length > 0 && isAnalyzed(whole))
      effects.changes('`explain analyze` of a change', place)
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
  else if (schema !== 'pg_catalog' || !READING_FUNCTIONS.has(name))
    effects.unknown(`\`${names.join('.')}\` is a function that is not known to only look`, place)
}

function isTemporary(value: unknown, temporary: ReadonlySet<string>): boolean {
  const relation = relationOf(value)
  return relation !== null && (relation.temporary || temporary.has(relation.name))
}

function temporaryNames(statements: readonly Statement[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { node } of statements) {
    walk(node, (inner) => {
      const relation = relationOf(inner['RangeVar'] ?? (inner['relpersistence'] === undefined ? null : inner))
      if (relation?.temporary) names.add(relation.name)
    })
  }
  return names
}
