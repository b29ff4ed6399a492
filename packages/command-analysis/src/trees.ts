/**
 * The trees of texts. A script is asked about by many readers, and run by many commands: with these it is parsed once.
 */
import { parse, type Script } from 'unbash'
import type { Parsers } from './parsers.js'
import { psqlPlan } from './sql/psql.js'
import { refusal } from './text/limits.js'
import { nodeIn, nodesIn, partsIn, type Node, type Part } from './text/tree.js'

/** A script of JavaScript or TypeScript. */
export interface Program {
  /** Its tree; null for one that the parser refuses. */
  root: Node | null
  /** What the parser threw; null where there is a tree. */
  error: unknown
}

/** A statement of SQL as the parser gives it. */
export interface ParsedStatement {
  /** The kind of its node, such as `DeleteStmt`. */
  type: string
  node: Node
  /** All named nodes in it, itself first. */
  parts: readonly Part[]
}

/** Statements of SQL. */
export interface ParsedSql {
  statements: readonly ParsedStatement[]
  /** What the parser threw; null when it threw nothing. */
  error: unknown
}

type ScriptParser = NonNullable<Parsers['javascript']>

/** Parses each text once, and only when it is asked for. */
export class Trees {
  /** Why a text is not given to a parser; null when it is. */
  readonly refusal = memoized(refusal)
  /** What a script of psql comes to. */
  readonly psql = memoized(psqlPlan)
  /** The tree of a script of the shell, with the faults that the parser found. */
  readonly shell = memoized((text: string): Script => parse(text))
  /** What a script of JavaScript is; null when the parser is not loaded. */
  readonly javascript: ((text: string) => Program) | null
  /** What a script of TypeScript is; null when the parser is not loaded. */
  readonly typescript: ((text: string) => Program) | null
  /** What statements of SQL are; null when the parser is not loaded. */
  readonly sql: ((text: string) => ParsedSql) | null

  /** @param parsers The parsers that are there. */
  constructor({ sql, javascript, typescript }: Parsers) {
    this.javascript = javascript && memoized((text) => programOf(text, javascript))
    this.typescript = typescript && memoized((text) => programOf(text, typescript))
    this.sql = sql && memoized((text) => statementsOf(text, sql))
  }
}

/** What throws is tried again. */
function memoized<Value>(make: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const value = make(text)
    known.set(text, value)
    return value
  }
}

/** As a module, which fences are; where that fails as a script, which `node -e` takes too. */
function programOf(text: string, parser: ScriptParser): Program {
  const options = { ecmaVersion: 'latest', allowAwaitOutsideFunction: true, allowReturnOutsideFunction: true } as const
  try {
    return { root: nodeIn(parser.parse(text, { ...options, sourceType: 'module' })), error: null }
  } catch (error) {
    try {
      return { root: nodeIn(parser.parse(text, { ...options, sourceType: 'script' })), error: null }
    } catch {
      return { root: null, error }
    }
  }
}

function statementsOf(text: string, parser: NonNullable<Parsers['sql']>): ParsedSql {
  try {
    const statements = nodesIn(nodeIn(parser.parseSync(text))?.['stmts']).map((statement) => {
      const [[type, value] = ['', null]] = Object.entries(nodeIn(statement['stmt']) ?? {})
      const node = nodeIn(value) ?? {}
      return { type, node, parts: [{ type, node }, ...partsIn(node)] }
    })
    return { statements, error: null }
  } catch (error) {
    return { statements: [], error }
  }
}
