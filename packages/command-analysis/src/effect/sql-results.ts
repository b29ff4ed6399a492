/**
 * What the columns of a query are called, and which of them can only hold a number, a truth value, or a name as the server
 * itself would write it: put in as code, it is nothing else.
 */
import { nodeIn, nodesIn, textIn, type Node } from '../text/tree.js'

/** For each query by its end in the script: its columns, and whether each is plain; null where the names are not known. */
export type ResultsByOffset = Map<number, ReadonlyMap<string, boolean> | null>

/** Columns of the catalog that hold numbers. */
const NUMBERS = /^(oid|relowner|relnamespace|relfilenode|pid|reltuples|attnum|attrelid)$/
const PLAIN_TYPES =
  /^(regclass|regnamespace|regrole|regtype|regproc|regprocedure|int2|int4|int8|oid|bool|float4|float8|numeric|interval|timestamptz?|date)$/
const PLAIN_FUNCTIONS =
  /^(count|quote_ident|to_regclass|to_regnamespace|to_regrole|bool_and|bool_or|every|row_number|length|cardinality|array_length|pg_backend_pid|txid_current|exists)$/

/**
 * The columns of a query.
 * @param query The query.
 * @param isInner Whether nobody asks what its columns are called.
 */
export function resultsOf(query: Node, isInner = false): ReadonlyMap<string, boolean> | null {
  const columns = new Map<string, boolean>()
  const source = nodeIn(query['larg']) ?? query
  const isSet = source !== query
  for (const target of nodesIn(source['targetList'])) {
    const column = nodeIn(target['ResTarget'])
    const value = nodeIn(column?.['val'])
    const name = textIn(column?.['name']) || nameOf(value)
    if (!isInner && !/^[a-z_]\w*$/.test(name ?? '')) return null
    columns.set(name ?? '', !isSet && !columns.has(name ?? '') && isPlain(value, isOfCatalog(source)))
  }
  return columns.size === 0 ? null : columns
}

/** The name that a column has by itself; null where that is not simple. */
function nameOf(value: Node | null): string | null {
  const column = nodeIn(value?.['ColumnRef'])
  if (column) return textIn(nodeIn(nodesIn(column['fields']).at(-1)?.['String'])?.['sval']) || null
  const call = nodeIn(value?.['FuncCall'])
  if (call) return textIn(nodeIn(nodesIn(call['funcname']).at(-1)?.['String'])?.['sval']) || null
  return null
}

/** `format('%I.%I', ...)`: a name as the server writes it. */
function isName(call: Node): boolean {
  const [format, ...values] = nodesIn(call['args'])
  const text = textIn(nodeIn(nodeIn(format?.['A_Const'])?.['sval'])?.['sval'])
  const isFormat = nodesIn(call['funcname']).every((part) => textIn(nodeIn(part['String'])?.['sval']) === 'format')
  if (!isFormat || !/^%[Is](\.%[Is])?$/.test(text)) return false
  return [...text.matchAll(/%([Is])/g)].every(
    ([, kind], index) => kind === 'I' || isPlain(values[index] ?? null, false)
  )
}

/** Whether a query reads nothing but the system's own relations. */
function isOfCatalog(query: Node): boolean {
  return nodesIn(query['fromClause']).every((one) => {
    const relation = nodeIn(one['RangeVar'])
    return (
      relation !== null &&
      textIn(relation['relname']).startsWith('pg_') &&
      /^(pg_catalog)?$/.test(textIn(relation['schemaname']))
    )
  })
}

function isPlain(value: Node | null, isCatalog: boolean): boolean {
  const [[type, inner] = ['', null]] = Object.entries(value ?? {})
  const node = nodeIn(inner) ?? {}
  const words = (key: string): string[] => nodesIn(node[key]).map((part) => textIn(nodeIn(part['String'])?.['sval']))
  switch (type) {
    case 'ColumnRef':
      return isCatalog && NUMBERS.test(words('fields').at(-1) ?? '')
    case 'FuncCall':
      return words('funcname').length === 1 && (PLAIN_FUNCTIONS.test(words('funcname')[0] ?? '') || isName(node))
    case 'TypeCast': {
      const name = nodesIn(nodeIn(node['typeName'])?.['names']).map((part) => textIn(nodeIn(part['String'])?.['sval']))
      const target = name.at(-1) ?? ''
      if (nodeIn(node['typeName'])?.['arrayBounds'] !== undefined) return false
      // A name stays one as a text.
      return PLAIN_TYPES.test(target) || (target === 'text' && isPlain(nodeIn(node['arg']), isCatalog))
    }
    case 'A_Expr':
      return /^(=|<>|<|>|<=|>=)$/.test(words('name').at(-1) ?? '') && words('name').length === 1
    case 'BoolExpr':
    case 'NullTest':
    case 'BooleanTest':
      return true
    case 'SubLink':
      if (textIn(node['subLinkType']) === 'EXPR_SUBLINK') {
        const columns = resultsOf(nodeIn(nodeIn(node['subselect'])?.['SelectStmt']) ?? {}, true)
        return columns !== null && [...columns.values()].every(Boolean)
      }
      return /EXISTS|ANY|ALL/.test(textIn(node['subLinkType']))
    case 'A_Const':
      return node['ival'] !== undefined || node['boolval'] !== undefined || node['fval'] !== undefined
    default:
      return false
  }
}
