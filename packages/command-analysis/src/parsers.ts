/**
 * The parsers that an analyzer holds.
 *
 * - Shell: `unbash` (ISC), Bash 5.3 in plain JavaScript: no start-up, exact offsets, here-documents and substitutions as
 *   trees, a partial tree beside each fault. It is small and it is imported by the module that uses it. tree-sitter and
 *   mvdan/sh would come as WebAssembly, the one with a concrete tree of tokens only, the other with a tree that has to
 *   be copied out of a Go heap.
 * - SQL: `libpg-query` (MIT), the parser of PostgreSQL 18 itself as WebAssembly. Parsers of our own would know fewer
 *   statements and would call right SQL wrong. 1.8 MB, so that it is loaded only where there is SQL. As `#libpg-query`, which
 *   for browsers is a build of our own of the same (`browser/libpg-query.ts`).
 * - JavaScript: `acorn` (MIT); TypeScript by its plugin that Svelte keeps. @babel/parser needs a newer Node than we do.
 * - JSON: `jsonc-parser`, which is here anyway.
 */
import type * as Acorn from 'acorn'
import type * as PgQuery from 'libpg-query'

/** Parsers that are loaded; null for a language that was not asked for. */
export interface Parsers {
  readonly sql: Pick<typeof PgQuery, 'parseSync'> | null
  readonly javascript: typeof Acorn.Parser | null
  readonly typescript: typeof Acorn.Parser | null
}

/** The fault of code in a language whose parser is not there. */
export const NOT_LOADED = 'its parser is not loaded'

/** Where a language may occur, in a fence of its own or handed to its interpreter. Too much costs time only. */
const SQL = /^[ \t>]*(?:`{3,}|~{3,})[ \t]*(?:sql|postgres)|\bpsql\b|\.sql\b/im
const JAVASCRIPT = /^[ \t>]*(?:`{3,}|~{3,})[ \t]*(?:js|javascript|mjs|cjs|node)\b|\bnode\b|\.[mc]?js\b/im
const TYPESCRIPT = /^[ \t>]*(?:`{3,}|~{3,})[ \t]*(?:ts|typescript)\b/im

/**
 * Loads parsers.
 * @param texts The texts that are going to be analyzed, where they are known: languages that they cannot hold are not
 * loaded. Without them all are.
 */
export async function loadParsers(texts?: Iterable<string>): Promise<Parsers> {
  const known = texts === undefined ? null : [...texts]
  const wants = (language: RegExp): boolean => known === null || known.some((text) => language.test(text))
  const [sql, javascript, typescript] = await Promise.all([
    wants(SQL) ? loadSql() : null,
    wants(JAVASCRIPT) || wants(TYPESCRIPT) ? loadJavaScript() : null,
    wants(TYPESCRIPT) ? loadTypeScript() : null
  ])
  return { sql, javascript, typescript }
}

async function loadSql(): Promise<Parsers['sql']> {
  const module = await import('#libpg-query')
  await module.loadModule()
  return module
}

async function loadJavaScript(): Promise<Parsers['javascript']> {
  return (await import('acorn')).Parser
}

async function loadTypeScript(): Promise<Parsers['typescript']> {
  const [{ Parser }, { tsPlugin }] = await Promise.all([import('acorn'), import('@sveltejs/acorn-typescript')])
  return Parser.extend(tsPlugin())
}
