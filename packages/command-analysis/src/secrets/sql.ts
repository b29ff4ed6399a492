/**
 * Statements that print secrets: columns in which a server or an application keeps them.
 */
import type { SqlScript, Statement } from '../facts.js'
import { nodeIn, nodesIn, textIn, type Node } from '../text/tree.js'
import type { Exposure } from './taint.js'

/** Columns of PostgreSQL, its extensions and the usual frameworks. */
const COLUMN =
  /^(rolpassword|passwd|umoptions|subconninfo|decrypted_secret|decrypted_key|encrypted_password|password_(hash|digest)|(\w+_)?(password|passwd|secret|api_?key|private_key|signing_key|access_token|refresh_token|auth_token|api_token|session_token|secret_key))$/i
/** Relations all of whose columns are shown by `*`. */
const RELATION =
  /^(pg_authid|pg_shadow|pg_user_mappings?|pg_subscription|decrypted_secrets|decrypted_key|oauth_(access_|refresh_)?tokens|api_keys|auth_tokens)$/i
const SETTING = /(^|[._])(password|secret|token|private_key|api_key|jwt_secret|service_role_key)$/i

/** What a fence of SQL prints that is secret: its output is seen. */
export function printedByFence(scripts: readonly SqlScript[]): Exposure[] {
  return scripts.flatMap(({ call, statements }) =>
    statements
      .filter((statement) => call === null && selectsSecrets(statement))
      .map(({ place }) => ({ road: 'printed', what: { kind: 'foreign', code: 'select', place }, by: '' }))
  )
}

/** The calls of psql that select secrets, by where their names begin. */
export function callsThatSelect(scripts: readonly SqlScript[]): ReadonlySet<number> {
  const selecting = scripts.filter(({ runs, statements }) => runs && statements.some(selectsSecrets))
  return new Set(selecting.flatMap(({ call }) => (call === null ? [] : [call.namePlace.start])))
}

/**
 * Whether a statement prints what is secret: a column of secrets as it is, or all columns of a relation that has some. What a
 * function makes of it, such as its length, is none.
 */
function selectsSecrets({ node, type }: Pick<Statement, 'node' | 'type'>): boolean {
  if (type === 'CopyStmt') return printsFrom(nodeIn(nodeIn(node['query'])?.['SelectStmt']))
  if (type === 'SelectStmt') return printsFrom(node)
  return [...nodesIn(node['returningList']), ...nodesIn(nodeIn(node['returningClause'])?.['exprs'])].some(isShown)
}

function printsFrom(select: Node | null): boolean {
  if (select === null) return false
  for (const side of [nodeIn(select['larg']), nodeIn(select['rarg'])]) {
    if (side !== null && printsFrom(nodeIn(side['SelectStmt']) ?? side)) return true
  }
  const relations = nodesIn(select['fromClause']).flatMap(relationsOf)
  return nodesIn(select['targetList']).some(
    (target) => isShown(target) || (isStar(target) && relations.some((name) => RELATION.test(name)))
  )
}

function isShown(target: Node): boolean {
  return isSecretValue(nodeIn(nodeIn(target['ResTarget'])?.['val']))
}

/** Whether a value is a secret as it is kept, below casts and defaults. */
function isSecretValue(value: Node | null): boolean {
  if (value === null) return false
  const column = nodeIn(value['ColumnRef'])
  if (column) return COLUMN.test(lastName(column['fields']))
  const cast = nodeIn(value['TypeCast'])
  if (cast) return isSecretValue(nodeIn(cast['arg']))
  const first = nodeIn(value['CoalesceExpr'])
  if (first) return nodesIn(first['args']).some(isSecretValue)
  const call = nodeIn(value['FuncCall'])
  if (!call || lastName(call['funcname']) !== 'current_setting') return false
  return SETTING.test(textIn(nodeIn(nodeIn(nodesIn(call['args'])[0]?.['A_Const'])?.['sval'])?.['sval']))
}

function isStar(target: Node): boolean {
  const column = nodeIn(nodeIn(nodeIn(target['ResTarget'])?.['val'])?.['ColumnRef'])
  return nodesIn(column?.['fields']).some((field) => 'A_Star' in field)
}

function relationsOf(from: Node): string[] {
  const join = nodeIn(from['JoinExpr'])
  if (join) return [join['larg'], join['rarg']].flatMap((side) => relationsOf(nodeIn(side) ?? {}))
  return [textIn(nodeIn(from['RangeVar'])?.['relname'])]
}

function lastName(parts: unknown): string {
  return textIn(nodeIn(nodesIn(parts).at(-1)?.['String'])?.['sval'])
}
