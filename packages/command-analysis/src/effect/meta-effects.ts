/**
 * What the meta-commands of psql may do, and what is known of the variables that they set.
 */
import type { MetaCommand } from '../sql/psql.js'
import type { MappedText, Span } from '../text/mapped-text.js'
import { DYNAMIC, environmentName, environmentValue, NUMBER, written } from './paths.js'
import type { EffectScope, PsqlValue, PsqlVariables } from './scope.js'
import { UNKNOWN } from './shell-inputs.js'
import type { ResultsByOffset } from './sql-results.js'

const PLAIN =
  /^(if|elif|else|endif|echo|qecho|warn|x|t|a|f|H|C|T|pset|timing|q|quit|conninfo|encoding|errverbose|gset|gdesc|gx?|crosstabview|bind|bind_named|parse|close|unset|r|reset|p|print|d\w*\+?|l\+?|list\+?|z|s[fv]\+?|dt|watch|;|\?|h|help|cd|c|connect|getenv|set|o|out|w|write|ir?|include|include_relative|copy|!|)$/
const NUMBER_OR_NAME = /^[\w.]+$/

/** What the meta-commands of all files of one run share. */
export interface MetaRun {
  scope: EffectScope
  /** All that each variable may hold, in whatever branch it was set. */
  variables: Map<string, PsqlValue>
  /** Reads another file, which may set variables too. */
  include: (path: string, place: Span) => void
}

/**
 * Notes what the meta-commands of a file may do, and what variables then may hold.
 * @param path The file; null for a text that stands in none.
 */
export function metaEffects(
  commands: readonly MetaCommand[],
  results: ResultsByOffset,
  path: string | null,
  run: MetaRun
): void {
  for (const command of commands) {
    backTicks(command, run.scope)
    one(command, path, run)
    if (command.name === 'gset') gathers(command, run.variables, results, commands)
  }
}

/** `\\gset`: what a query gives has the names of its columns; where they do not stand there, any name. */
function gathers(
  { argument, start }: MetaCommand,
  variables: Map<string, PsqlValue>,
  results: ResultsByOffset,
  commands: readonly MetaCommand[]
): void {
  const columns = results.get(start) ?? null
  const prefix = argument.text.trim()
  if (columns && /^\w*$/.test(prefix)) {
    for (const [name, isPlain] of columns) also(variables, prefix + name, isPlain ? [NUMBER] : null)
    return
  }
  const given = commands.flatMap((one) =>
    /^(getenv|set)$/.test(one.name) ? (one.argument.text.trim().split(/\s+/)[0] ?? '') : []
  )
  for (const name of [...variables.keys(), ...given]) variables.set(name, null)
  // And whatever is set from now on.
  variables.set(ANY, null)
}

function one({ name, argument }: MetaCommand, path: string | null, { scope, variables, include }: MetaRun): void {
  const { effects } = scope
  const place = argument.span(0, Math.max(argument.text.trimEnd().length, 1))
  const [first = '', second = ''] = argument.text.trim().split(/\s+/)
  if (!PLAIN.test(name)) effects.unknown(`\`\\${name}\` is not known to only look`, place)
  else if (name === 'getenv') also(variables, first, [environmentValue(second)])
  else if (name === 'set') also(variables, first, setTo(argument, second, scope))
  else if (name === '!') scope.languages.shell(argument, fed(scope))
  else if (name === 'copy') copy(argument, scope)
  else if (/^(o|out|g|gx|w|write)$/.test(name)) {
    // `\\g (format=csv) |program`: options of the output come first.
    const target = argument.text.replace(/^\s*\([^)]*\)/, (options) => ' '.repeat(options.length))
    const said = target.trim().split(/\s+/)[0] ?? ''
    if (said.startsWith('|'))
      scope.languages.shell(argument.slice(target.indexOf('|') + 1, argument.text.length), fed(scope))
    else if (said.startsWith('(')) effects.unknown('options of the output that are not understood', place)
    else if (said !== '') effects.writes(fill(said, variables), place)
  } else if (/^(i|ir|include|include_relative)$/.test(name)) {
    const file = includedBy(name, argument.text.trim(), path, variables)
    if (file === null) effects.unknown('a file of SQL that is not looked into', place)
    else include(file, place)
  } else if (isConnect(name) && !PLACE.test(argument.text.trim()))
    effects.unknown('it goes to another database, which its text does not tell', place)
}

/** A program that psql starts reads what a query gives, or what psql itself would have read. */
function fed(scope: EffectScope): EffectScope {
  return { ...scope, piped: UNKNOWN }
}

/** A name, or a variable in quotes, which is an address whatever it holds: as what `psql -d` is given. */
const PLACE = /^(?:[A-Za-z_]\w*|:(["'])[A-Za-z_]\w*\1)$/

/** Whether a meta-command leaves the session for another one. */
export function isConnect(name: string): boolean {
  return name === 'c' || name === 'connect'
}

/**
 * The file that is read: one beside the file that names it, or one whose whole path is known. What else stands in a path, or
 * where psql runs, only a run can tell.
 */
function includedBy(name: string, said: string, path: string | null, variables: PsqlVariables): string | null {
  const isRelative = /^(ir|include_relative)$/.test(name)
  if (isRelative && path !== null && BESIDE.test(said)) return `${path.slice(0, path.lastIndexOf('/') + 1)}${said}`
  const [, variable = '', rest = ''] = /^:(\w+)\/(.+)$/.exec(said) ?? []
  const values = valueOf(variables, variable)
  const [folder] = values ?? []
  if (values?.length !== 1 || typeof folder !== 'string' || !BESIDE.test(rest)) return null
  return environmentName(folder) === null ? null : written(`${folder}/${rest}`)
}

/** A path without steps back, without quotes and without what psql puts in. */
const BESIDE = /^(?:[A-Za-z0-9_-][\w.-]*\/)*[A-Za-z0-9_-][\w.-]*$/
/** Stands for every name. */
const ANY = ''
/** A variable that may hold more than these may hold anything. */
const MOST = 20

/** All that a variable may hold; undefined for one that nobody sets. */
export function valueOf(variables: PsqlVariables, name: string): PsqlValue | undefined {
  return variables.has(ANY) ? null : variables.get(name)
}

/** A variable that is set twice may hold either. */
function also(variables: Map<string, PsqlValue>, name: string, value: PsqlValue): void {
  const before = valueOf(variables, name)
  if (before === undefined || before === null || value === null) {
    variables.set(name, before === undefined ? value : null)
    return
  }
  const texts = new Set(before.map((one) => (typeof one === 'string' ? one : one.text)))
  const all = [...before, ...value.filter((one) => !texts.has(typeof one === 'string' ? one : one.text))]
  variables.set(name, all.length > MOST ? null : all)
}

/** What `\set` gives: a number or a name, a text in quotes, or what is in a file whose text is at hand. */
function setTo(argument: MappedText, value: string, { files }: EffectScope): PsqlValue {
  const { text } = argument
  const file = /^\s*\w+\s+`\s*cat\s+"(\$[A-Z]\w*\/[^"$`\\]+)"\s*`\s*$/.exec(text)?.[1]
  if (file !== undefined) return files.get(file) ?? null
  const quoted = /^(\s*\w+\s+')((?:[^'\\]|'')+)'\s*$/.exec(text)
  if (quoted) {
    const [, { length } = '', inner = ''] = quoted
    const doubled = [...inner.matchAll(/''/g)].map(({ index }) => ({ start: index, end: index + 2, text: "'" }))
    return NUMBER_OR_NAME.test(inner) ? [inner] : [argument.slice(length, length + inner.length).replace(doubled)]
  }
  return NUMBER_OR_NAME.test(value) && text.trim().split(/\s+/).length === 2 ? [value] : null
}

function fill(text: string, variables: PsqlVariables): string {
  return text.replaceAll(/:['"]?(\w+)['"]?/g, (_, name: string) => {
    const values = valueOf(variables, name)
    const [value] = values ?? []
    return values?.length === 1 && typeof value === 'string' ? value : DYNAMIC
  })
}

/** `\copy ... to` a file, a program or the output; `\copy ... from` fills a table. */
function copy(argument: MappedText, scope: EffectScope): void {
  const { text } = argument
  const place = argument.span(0, Math.max(text.trimEnd().length, 1))
  const program = /\b(?:to|from)\s+program\s+'((?:[^']|'')*)'/i.exec(text)
  if (program) {
    const start = program.index + program[0].lastIndexOf(program[1] ?? '')
    scope.languages.shell(argument.slice(start, start + (program[1] ?? '').length), fed(scope))
  }
  const { query, rest } = copied(text)
  const plain = rest.replaceAll(/'(?:[^']|'')*'/g, "''").replaceAll(/"[^"]*"/g, '""')
  // psql sends the rest of the line as it stands, so that what follows a semicolon runs too.
  if (/--|\/\*|\$|;\s*\S/.test(rest.replaceAll(/'[^'\\]*'/g, "''")))
    scope.effects.unknown('`\\copy` with more than its options behind it', place)
  if (query !== null) scope.languages.sql(argument.slice(query.start, query.end), { ...scope, depth: scope.depth + 1 })
  if (/\bfrom\b/i.test(plain)) scope.effects.changes('`\\copy` into a table', place)
  else if (!/\bto\b/i.test(plain)) scope.effects.unknown('`\\copy` that is not understood', place)
  else if (!/\bto\s+(stdout|pstdout)\b/i.test(plain) && !program) {
    const file = /\bto\s+'?([^'\s]+)'?/i.exec(rest)?.[1] ?? DYNAMIC
    scope.effects.writes(file, place)
  }
}

/** The query that stands in parentheses where a table could, and the rest. */
function copied(text: string): { query: { start: number; end: number } | null; rest: string } {
  const start = /^\s*\(/.exec(text)?.[0].length
  if (start === undefined) return { query: null, rest: text }
  let depth = 1
  let index = start
  for (; index < text.length && depth > 0; index++) {
    const quoted = /^('(?:[^']|'')*'|"[^"]*")/.exec(text.slice(index))
    if (quoted) index += quoted[0].length - 1
    else if (text.charAt(index) === '(') depth++
    else if (text.charAt(index) === ')') depth--
  }
  return { query: { start, end: Math.max(index - 1, start) }, rest: text.slice(index) }
}

function backTicks({ argument }: MetaCommand, scope: EffectScope): void {
  for (const { index, 1: inner = '' } of argument.text.matchAll(/`([^`]*)`/g)) {
    // psql puts its variables in before the shell reads it.
    if (/:[A-Za-z_'"{]/.test(inner))
      scope.effects.unknown('a variable of psql in back-ticks', argument.span(index, index + 1))
    scope.languages.shell(argument.slice(index + 1, index + 1 + inner.length), fed(scope))
  }
}
