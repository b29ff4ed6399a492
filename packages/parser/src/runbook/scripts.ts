/**
 * The scripts of a pack that a command runs.
 */
import type { Interpreter, Script } from '@keys/schema'

/** `"$RUNBOOK/scripts/probe.mjs"`, with or without braces and quotes. */
const NAMED = /\$\{?RUNBOOK\}?"?\/(scripts\/[\w./-]*\w)/g
/** `import './list.mjs'` and `from './list.mjs'` in a script. */
const IMPORTED = /\b(?:from|import)\s*\(?\s*['"]\.\/([\w./-]*\w)['"]/g
/** `\ir probe.sql` in a script of SQL. */
const INCLUDED = /\\(?:ir|include_relative)\s+([\w./-]*\w)/g
/** `\getenv folder RUNBOOK`, after which `\i :folder/scripts/limits.sql` names a script. */
const FOLDER = /\\getenv\s+(\w+)\s+RUNBOOK\b/
const INCLUDED_BELOW = /\\i(?:nclude)?\s+:(\w+)\/(scripts\/[\w./-]*\w)/g

const INTERPRETERS: Readonly<Record<string, Interpreter>> = {
  mjs: 'js',
  js: 'js',
  sh: 'bash',
  sql: 'sql',
  py: 'python'
}

/**
 * The scripts that a command runs, and those that these run.
 * @param code The text of the command.
 * @param files The files of the pack, by path.
 * @returns Each once, in order of their first mention; those that the pack does not have are left out.
 */
export function scriptsOf(code: string, files: Readonly<Record<string, string>>): Script[] {
  const found = new Map<string, Script>()
  const visit = (text: string, folder: string | null): void => {
    const named = [...text.matchAll(NAMED)].map((match) => match[1] ?? '')
    const relative = folder === null ? [] : [...text.matchAll(IMPORTED), ...text.matchAll(INCLUDED)]
    const imported = relative.map((match) => `${folder}/${match[1] ?? ''}`)
    const below = FOLDER.exec(text)?.[1]
    const included = [...text.matchAll(INCLUDED_BELOW)].flatMap(([, name, path = '']) => (name === below ? [path] : []))
    for (const path of [...named, ...imported, ...included]) {
      const script = Object.hasOwn(files, path) ? files[path] : undefined
      if (script === undefined || found.has(path)) continue
      found.set(path, { path, interpreter: interpreterOf(path), code: script })
      visit(script, path.slice(0, path.lastIndexOf('/')))
    }
  }
  visit(code, null)
  return [...found.values()]
}

function interpreterOf(path: string): Interpreter | null {
  return INTERPRETERS[path.slice(path.lastIndexOf('.') + 1)] ?? null
}
