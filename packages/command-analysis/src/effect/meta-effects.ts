/**
 * What the meta-commands of psql may do, and what is known of the variables that they set.
 */
import type { MetaCommand } from '../sql/psql.js'
import type { MappedText } from '../text/mapped-text.js'
import { DYNAMIC, environmentValue, NUMBER } from './paths.js'
import type { EffectScope, PsqlVariables } from './scope.js'
import type { ResultsByOffset } from './sql-results.js'

const PLAIN =
  /^(if|elif|else|endif|echo|qecho|warn|x|t|a|f|H|C|T|pset|timing|q|quit|conninfo|encoding|errverbose|gset|gdesc|gx?|crosstabview|bind|bind_named|parse|close|unset|r|reset|p|print|d\w*\+?|l\+?|list\+?|z|s[fv]\+?|dt|watch|;|\?|h|help|cd|c|connect|getenv|set|o|out|w|write|ir?|include|include_relative|copy|!|)$/
const NUMBER_OR_NAME = /^[\w.]+$/

/** Notes what meta-commands may do, and gives the variables that are then known. */
export function metaEffects(
  commands: readonly MetaCommand[],
  scope: EffectScope,
  given: PsqlVariables,
  results: ResultsByOffset
): PsqlVariables {
  const variables = new Map(given)
  for (const command of commands) {
    backTicks(command, scope)
    one(command, variables, scope)
    if (command.name === 'gset') gathers(command, variables, results, commands)
  }
  return variables
}

/** `\\gset`: what a query gives has the names of its columns; where they do not stand there, any name. */
function gathers(
  { argument, start }: MetaCommand,
  variables: Map<string, string | readonly MappedText[] | null>,
  results: ResultsByOffset,
  commands: readonly MetaCommand[]
): void {
  const columns = results.get(start) ?? null
  const prefix = argument.text.trim()
  if (columns && /^\w*$/.test(prefix)) {
    for (const [name, isPlain] of columns) {
      const key = prefix + name
      variables.set(key, join(variables, key, isPlain ? NUMBER : null))
    }
    return
  }
  const given = commands.flatMap((one) =>
    /^(getenv|set)$/.test(one.name) ? (one.argument.text.trim().split(/\s+/)[0] ?? '') : []
  )
  for (const name of [...variables.keys(), ...given]) variables.set(name, null)
}

function one(
  { name, argument }: MetaCommand,
  variables: Map<string, string | readonly MappedText[] | null>,
  scope: EffectScope
): void {
  const { effects } = scope
  const place = argument.span(0, Math.max(argument.text.trimEnd().length, 1))
  const [first = '', second = ''] = argument.text.trim().split(/\s+/)
  if (!PLAIN.test(name)) effects.unknown(`\`\\${name}\` is not known to only look`, place)
  else if (name === 'getenv') variables.set(first, join(variables, first, environmentValue(second)))
  else if (name === 'set') variables.set(first, join(variables, first, setTo(argument, second, scope)))
  else if (name === '!') scope.languages.shell(argument, scope)
  else if (name === 'copy') copy(argument, scope)
  else if (/^(o|out|g|gx|w|write)$/.test(name)) {
    // `\\g (format=csv) |program`: options of the output come first.
    const target = argument.text.replace(/^\s*\([^)]*\)/, (options) => ' '.repeat(options.length))
    const said = target.trim().split(/\s+/)[0] ?? ''
    if (said.startsWith('|'))
      scope.languages.shell(argument.slice(target.indexOf('|') + 1, argument.text.length), scope)
    else if (said.startsWith('(')) effects.unknown('options of the output that are not understood', place)
    else if (said !== '') effects.writes(fill(said, variables), place)
  } else if (/^(i|ir|include|include_relative)$/.test(name))
    effects.unknown('a file of SQL that is not looked into', place)
  else if (name === 'c' || name === 'connect') effects.unknown('it goes to another database', place)
}

/** A variable that is set twice may be either. */
function join(
  variables: PsqlVariables,
  name: string,
  value: string | readonly MappedText[] | null
): string | readonly MappedText[] | null {
  const before = variables.get(name)
  if (before === undefined || before === value) return value
  return [before, value].every((one) => typeof one === 'string' && /^[\d\uE004]+$/.test(one)) ? NUMBER : null
}

/** What `\set` gives: a number or a name, or what is in a file whose text stands in the runbook. */
function setTo(argument: MappedText, value: string, { files }: EffectScope): string | readonly MappedText[] | null {
  const file = /^\s*\w+\s+`\s*cat\s+"(\$[A-Z]\w*\/[^"$`\\]+)"\s*`\s*$/.exec(argument.text)?.[1]
  if (file !== undefined) return files.get(file) ?? null
  return NUMBER_OR_NAME.test(value) && argument.text.trim().split(/\s+/).length === 2 ? value : null
}

function fill(text: string, variables: PsqlVariables): string {
  return text.replaceAll(/:['"]?(\w+)['"]?/g, (_, name: string) => {
    const value = variables.get(name)
    return typeof value === 'string' ? value : DYNAMIC
  })
}

/** `\copy ... to` a file, a program or the output; `\copy ... from` fills a table. */
function copy(argument: MappedText, scope: EffectScope): void {
  const { text } = argument
  const place = argument.span(0, Math.max(text.trimEnd().length, 1))
  const program = /\b(?:to|from)\s+program\s+'((?:[^']|'')*)'/i.exec(text)
  if (program) {
    const start = program.index + program[0].lastIndexOf(program[1] ?? '')
    scope.languages.shell(argument.slice(start, start + (program[1] ?? '').length), scope)
  }
  const { query, rest } = copied(text)
  const plain = rest.replaceAll(/'(?:[^']|'')*'/g, "''").replaceAll(/"[^"]*"/g, '""')
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
    scope.languages.shell(argument.slice(index + 1, index + 1 + inner.length), scope)
  }
}
