/**
 * The parsers, each loaded when a pack first needs it.
 *
 * - Shell: `unbash` (ISC), Bash 5.3 in plain JavaScript: no start-up, exact offsets, here-documents and substitutions as
 *   trees, a partial tree beside each fault. It is small and it is imported by the module that uses it. tree-sitter and
 *   mvdan/sh would come as WebAssembly, the one with a concrete tree of tokens only, the other with a tree that has to
 *   be copied out of a Go heap.
 * - SQL: `libpg-query` (MIT), the parser of PostgreSQL 18 itself as WebAssembly. Parsers written anew know fewer
 *   statements and would call right SQL wrong. 1.8 MB, so that it is loaded only where there is SQL.
 * - JavaScript: `acorn` (MIT); TypeScript by its plugin that Svelte keeps. @babel/parser needs a newer Node than we do.
 * - JSON: `jsonc-parser`, which is here anyway.
 */
import type * as Acorn from 'acorn'
import type * as PgQuery from 'libpg-query'
import type { PackSource } from '../pack-source.js'

/** Parsers that are loaded; null until `preparePack` saw their language. */
export const parsers: {
  sql: typeof PgQuery | null
  javascript: typeof Acorn.Parser | null
  typescript: typeof Acorn.Parser | null
} = { sql: null, javascript: null, typescript: null }

/** Where a language may occur, in a fence of its own or handed to its interpreter. Too much costs time only. */
const SQL = /^[ \t>]*(?:`{3,}|~{3,})[ \t]*(?:sql|postgres)|\bpsql\b|\.sql\b/im
const JAVASCRIPT = /^[ \t>]*(?:`{3,}|~{3,})[ \t]*(?:js|javascript|mjs|cjs|node)\b|\bnode\b|\.[mc]?js\b/im
const TYPESCRIPT = /^[ \t>]*(?:`{3,}|~{3,})[ \t]*(?:ts|typescript)\b/im

/**
 * Loads the parsers for the languages of a pack. `validatePack` looks only into languages whose parser is loaded.
 * @param source The pack that is going to be validated.
 */
export async function preparePack(source: PackSource): Promise<void> {
  const text = source.readme?.text ?? ''
  const wants = { sql: SQL.test(text), typescript: TYPESCRIPT.test(text), javascript: JAVASCRIPT.test(text) }
  await Promise.all([
    wants.sql && loadSql(),
    (wants.javascript || wants.typescript) && loadJavaScript(),
    wants.typescript && loadTypeScript()
  ])
}

async function loadSql(): Promise<void> {
  if (parsers.sql) return
  tierUp(false)
  try {
    const module = await import('libpg-query')
    await module.loadModule()
    // Functions are compiled when they are first called: the large ones are, once this is parsed.
    module.parseSync("select 1 from a where b = (select 'c'); update a set b = 1; create table d (e int)")
    parsers.sql = module
  } finally {
    tierUp(true)
  }
}

/**
 * Whether V8 compiles WebAssembly a second time for speed. For the tables of this grammar that takes 600 MB and a second
 * of another core, and the few statements of a pack are parsed before it is done.
 */
function tierUp(on: boolean): void {
  const v8 = globalThis.process?.getBuiltinModule?.('node:v8')
  for (const flag of ['wasm-tier-up', 'wasm-dynamic-tiering']) v8?.setFlagsFromString(`--${on ? '' : 'no-'}${flag}`)
}

async function loadJavaScript(): Promise<void> {
  parsers.javascript ??= (await import('acorn')).Parser
}

async function loadTypeScript(): Promise<void> {
  if (parsers.typescript) return
  const [{ Parser }, { tsPlugin }] = await Promise.all([import('acorn'), import('@sveltejs/acorn-typescript')])
  parsers.typescript = Parser.extend(tsPlugin())
}
