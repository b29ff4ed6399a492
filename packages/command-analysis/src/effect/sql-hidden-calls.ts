/**
 * Functions that a statement calls without writing a call: `t.cleanup` is `cleanup(t)` where the table has no such column,
 * and an operator or a conversion that is not of the system is a function of somebody.
 */
import type { Statement } from '../facts.js'
import { partsOf } from '../sql/sql.js'
import { nodeIn, nodesIn, textIn, type Node } from '../text/tree.js'
import { resultsOf } from './sql-results.js'
import { SYSTEM_COLUMNS, SYSTEM_OPERATORS, SYSTEM_TYPES } from './sql-system-names.js'

/** Whether something certainly has a column of a name. */
type HasColumn = (column: string) => boolean

const SOURCES = new Set(['RangeVar', 'relation', 'RangeSubselect', 'RangeFunction'])

/**
 * What a statement calls without writing a call.
 * @returns What is not known to only look, in words.
 */
export function hiddenCalls(statement: Statement): string[] {
  const sources = sourcesOf(statement)
  const columns = partsOf(statement, new Set(['ColumnRef'])).flatMap(({ node }) => {
    const names = stringsIn(node['fields'])
    // A star at the end, or a name alone, is never a function.
    if (names.length < 2 || names.length < nodesIn(node['fields']).length) return []
    return hasColumn(sources, names.at(-2)!, names.at(-1)!) ? [] : [attribute(names)]
  })
  const fields = partsOf(statement, new Set(['A_Indirection'])).flatMap(({ node }) =>
    stringsIn(node['indirection']).flatMap((field) =>
      isFieldOf(sources, nodeIn(node['arg']), field) ? [] : [attribute(['(…)', field])]
    )
  )
  const operators = [
    ...partsOf(statement, new Set(['A_Expr'])).map(({ node }) => node['name']),
    ...partsOf(statement, new Set(['SubLink'])).map(({ node }) => node['operName']),
    ...partsOf(statement, new Set(['SortBy'])).map(({ node }) => node['useOp'])
  ].flatMap((name) => (name === undefined ? [] : operator(stringsIn(name))))
  const types = partsOf(statement, new Set(['TypeCast'])).flatMap(({ node }) => conversion(nodeIn(node['typeName'])))
  return [...new Set([...columns, ...fields, ...operators, ...types])]
}

function attribute(names: readonly string[]): string {
  const name = names.join('.')
  return `\`${name}\` is a call of the function \`${names.at(-1)!}\` unless there is such a column`
}

/** What a statement reads from, by the name under which columns are taken from it. A name may stand for several. */
function sourcesOf(statement: Statement): ReadonlyMap<string, readonly HasColumn[]> {
  const tables = new Map<string, HasColumn>()
  for (const { node } of partsOf(statement, new Set(['CommonTableExpr']))) {
    const named = new Set(stringsIn(node['aliascolnames']))
    const query = queryIn(node['ctequery'])
    // Two of one name in different parts of a statement: which one is meant is not looked into.
    const name = textIn(node['ctename'])
    tables.set(name, tables.has(name) ? nothing : (column) => named.has(column) || query(column))
  }
  const sources = new Map<string, HasColumn[]>()
  for (const { type, node } of partsOf(statement, SOURCES)) {
    const alias = nodeIn(node['alias'])
    const named = new Set(stringsIn(alias?.['colnames']))
    const name = textIn(alias?.['aliasname']) || textIn(node['relname'])
    const own = ownColumns(type, node, name, tables)
    if (name !== '') sources.set(name, [...(sources.get(name) ?? []), (column) => named.has(column) || own(column)])
  }
  // The alias of a whole join hides what it joins.
  for (const { node } of partsOf(statement, new Set(['JoinExpr']))) {
    const name = textIn(nodeIn(node['alias'])?.['aliasname'])
    if (name !== '') sources.set(name, [nothing])
  }
  return sources
}

function ownColumns(type: string, node: Node, alias: string, tables: ReadonlyMap<string, HasColumn>): HasColumn {
  if (type === 'RangeSubselect') return queryIn(node['subquery'])
  if (type === 'RangeFunction') {
    const defined = new Set(nodesIn(node['coldeflist']).map((one) => textIn(nodeIn(one['ColumnDef'])?.['colname'])))
    // Each entry is a call and the columns defined for it.
    const ofSystem = nodesIn(node['functions']).map((entry) => columnsOf(nodesIn(nodeIn(entry['List'])?.['items'])[0]))
    // A function that gives one value calls its column as it is called itself.
    return (column) => column === alias || defined.has(column) || ofSystem.some((has) => has(column))
  }
  const schema = textIn(node['schemaname'])
  const name = textIn(node['relname'])
  const isOfSystem = schema === '' ? name.startsWith('pg_') : schema === 'pg_catalog' || schema === 'information_schema'
  return (
    (schema === '' ? tables.get(name) : undefined) ?? (isOfSystem ? (column) => SYSTEM_COLUMNS.has(column) : nothing)
  )
}

/** The columns of a query that are named in it. What a star brings is not known. */
function queryIn(value: unknown): HasColumn {
  const query = nodeIn(nodeIn(value)?.['SelectStmt'])
  if (!query) return nothing
  const columns = resultsOf(query, true)
  const rows = nodesIn(query['valuesLists'])
  const width = rows.length === 0 ? 0 : nodesIn(nodeIn(rows[0]?.['List'])?.['items']).length
  return (column) =>
    columns?.has(column) === true || (/^column[1-9]\d*$/.test(column) && Number(column.slice(6)) <= width)
}

function nothing(): boolean {
  return false
}

function hasColumn(sources: ReadonlyMap<string, readonly HasColumn[]>, source: string, column: string): boolean {
  const all = sources.get(source) ?? []
  return all.length > 0 && all.every((has) => has(column))
}

/** `(t).name`, and `(aclexplode(acl)).grantee` of a function of the system. */
function isFieldOf(sources: ReadonlyMap<string, readonly HasColumn[]>, of: Node | null, field: string): boolean {
  const names = stringsIn(nodeIn(of?.['ColumnRef'])?.['fields'])
  if (names.length === 1) return hasColumn(sources, names[0]!, field)
  return columnsOf(of)(field)
}

/** The columns of what a function of the system gives that has several. Whether it is of the system is told where calls are. */
function columnsOf(call: Node | null | undefined): HasColumn {
  const name = stringsIn(nodeIn(call?.['FuncCall'])?.['funcname']).at(-1) ?? ''
  if (/^jsonb?_each(_text)?$/.test(name)) return (column) => column === 'key' || column === 'value'
  return /^pg_|^aclexplode$/.test(name) ? (column) => SYSTEM_COLUMNS.has(column) : nothing
}

function operator(names: readonly string[]): string[] {
  const [last = ''] = names.slice(-1)
  const isOfSystem =
    (names.length === 1 || names[0] === 'pg_catalog') &&
    (SYSTEM_OPERATORS.has(last) || /^(NOT )?BETWEEN( SYMMETRIC)?$/.test(last))
  return isOfSystem ? [] : [`the operator \`${names.join('.')}\` is not known to only look`]
}

function conversion(type: Node | null): string[] {
  const names = stringsIn(type?.['names'])
  const isOfSystem = (names.length === 1 || names[0] === 'pg_catalog') && SYSTEM_TYPES.has(names.at(-1) ?? '')
  return isOfSystem ? [] : [`a conversion to \`${names.join('.')}\` is not known to only look`]
}

function stringsIn(value: unknown): string[] {
  return nodesIn(value).flatMap((part) => {
    const text = nodeIn(part['String'])?.['sval']
    return typeof text === 'string' ? [text] : []
  })
}
