/**
 * SQL by the parser of PostgreSQL itself.
 */
import type { Fault, SqlScript, Statement } from '../facts.js'
import { NOT_LOADED } from '../parsers.js'
import { firstLine, type MappedText } from '../text/mapped-text.js'
import { nodeIn, textIn, type Part } from '../text/tree.js'
import type { Trees } from '../trees.js'
import { readPsql, type MetaCommand } from './psql.js'

/** A script of SQL, with what only psql knows. */
export interface ReadSql extends Pick<SqlScript, 'statements' | 'stops' | 'limited'> {
  commands: readonly MetaCommand[]
  faults: readonly Fault[]
}

/**
 * Reads a script of psql.
 * @param script The script.
 * @param expanded Whether a shell puts something into it first, so that a fault may be ours.
 */
export function readSql(script: MappedText, expanded: boolean, { sql: parse, refusal, psql }: Trees): ReadSql {
  const refused = refusal(script.text)
  if (refused !== null) return { ...NOTHING, faults: [{ language: 'SQL', reason: refused, place: firstLine(script) }] }
  if (!parse) return { ...NOTHING, faults: [{ language: 'SQL', reason: NOT_LOADED, place: firstLine(script) }] }
  const { sql, pieces, commands } = readPsql(script, psql(script.text))
  const statements: Statement[] = []
  const faults: Fault[] = []
  for (const { start, end, filled } of pieces) {
    // The semicolon that ended the statement before.
    const lead = /^[\s;]*/.exec(sql.text.slice(start, end))?.[0].length ?? 0
    const piece = sql.slice(start + lead, end)
    if (piece.text.trim() === '') continue
    const parsed = parse(piece.text)
    const place = piece.span(0, piece.text.trimEnd().length)
    statements.push(...parsed.statements.map((statement) => ({ ...statement, undone: false, place })))
    // What stands in for a variable or an expansion may not fit where its value would.
    if (parsed.error !== null && !filled && !expanded) faults.push(faultOf(parsed.error, piece))
  }
  const limited = statements.some(
    ({ type, node }) => type === 'VariableSetStmt' && node['name'] === 'statement_timeout'
  )
  const stops = commands.some(
    ({ name, argument }) => name === 'set' && /^\s+ON_ERROR_STOP\s+(on|1|true)\b/i.test(argument.text)
  )
  return { statements: withTransactions(statements), commands, faults, limited, stops }
}

const NOTHING = { statements: [], commands: [], faults: [], limited: true, stops: true }

function faultOf(error: unknown, piece: MappedText): Fault {
  const reason = error instanceof Error ? error.message : String(error)
  const details = nodeIn(nodeIn(error)?.['sqlDetails'])
  const cursor = details?.['cursorPosition']
  const end = piece.text.trimEnd().length
  const start = typeof cursor === 'number' && cursor >= 0 ? Math.min(unitsOf(piece.text, cursor), end - 1) : 0
  const word = /^(\w+|'[^'\n]*'?|"[^"\n]*"?)/.exec(piece.text.slice(start))?.[0].length ?? 1
  return { language: 'SQL', reason, place: piece.span(start, start + word) }
}

/** The server counts characters; we count UTF-16 code units. */
function unitsOf(text: string, characters: number): number {
  let units = 0
  for (const char of text) {
    if (characters-- <= 0) break
    units += char.length
  }
  return units
}

/** Says of each statement whether a rollback takes it back. Of the branches of `\if` the first one counts. */
export function withTransactions(statements: readonly Statement[]): Statement[] {
  const result: Statement[] = []
  let open: number | null = null
  for (const statement of statements) {
    const kind = statement.type === 'TransactionStmt' ? textIn(statement.node['kind']) : ''
    if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START') open = result.length
    else if (kind === 'TRANS_STMT_COMMIT') open = null
    else if (kind === 'TRANS_STMT_ROLLBACK' && open !== null) {
      for (let index = open; index < result.length; index++) {
        const undone = result[index]
        if (undone) result[index] = { ...undone, undone: true }
      }
      open = null
    }
    result.push(statement)
  }
  return result
}

/** The name of a relation that a node refers to, with its schema where it has one. */
export function relationOf(value: unknown): { name: string; temporary: boolean } | null {
  const node = nodeIn(value)
  const relation = nodeIn(node?.['RangeVar']) ?? node
  const name = textIn(relation?.['relname'])
  if (name === '') return null
  const schema = textIn(relation?.['schemaname'])
  const temporary = relation?.['relpersistence'] === 't' || schema.startsWith('pg_temp')
  return { name: schema === '' ? name : `${schema}.${name}`, temporary }
}

/** All nodes of some kinds in a statement, itself first. */
export function partsOf({ parts }: Statement, kinds: ReadonlySet<string>): Part[] {
  return parts.filter(({ type }) => kinds.has(type))
}
