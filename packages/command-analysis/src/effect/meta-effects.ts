/**
 * What the meta-commands of psql may do, and what is known of the variables that they set.
 */
import type { MetaCommand } from '../sql/psql.js'
import type { MappedText } from '../text/mapped-text.js'
import { DYNAMIC, environmentValue, isDynamic, isOwnPath, written } from './paths.js'
import type { EffectScope, PsqlVariables } from './scope.js'

const PLAIN =
  /^(if|elif|else|endif|echo|qecho|warn|x|t|a|f|H|C|T|pset|timing|q|quit|conninfo|encoding|errverbose|gset|gdesc|gx?|crosstabview|bind|bind_named|parse|close|unset|r|reset|p|print|d\w*\+?|l\+?|list\+?|z|s[fv]\+?|dt|watch|;|\?|h|help|cd|c|connect|getenv|set|o|out|w|write|ir?|include|include_relative|copy|!|)$/
const NUMBER_OR_NAME = /^[\w.]+$/

/** Notes what meta-commands may do, and gives the variables that are then known. */
export function metaEffects(commands: readonly MetaCommand[], scope: EffectScope, given: PsqlVariables): PsqlVariables {
  const variables = new Map(given)
  for (const command of commands) {
    backTicks(command, scope)
    one(command, variables, scope)
  }
  // What a query gives may have any name.
  return commands.some(({ name }) => name === 'gset') ? new Map() : variables
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
    if (first.startsWith('|'))
      scope.languages.shell(argument.slice(argument.text.indexOf('|') + 1, argument.text.length), scope)
    else if (first !== '' && !first.startsWith('(')) writes(fill(first, variables), place, scope)
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
  return before === undefined || before === value ? value : null
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

function writes(path: string, place: { start: number; end: number }, { effects }: EffectScope): void {
  if (isOwnPath(path)) return
  if (isDynamic(path)) effects.unknown(`it writes to \`${written(path)}\`, wherever that lies`, place)
  else effects.changes(`it writes to \`${path}\``, place)
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
  const plain = text.replaceAll(/'(?:[^']|'')*'/g, "''").replaceAll(/\((?:[^()]|\([^()]*\))*\)/g, '()')
  if (/\bfrom\b/i.test(plain)) scope.effects.changes('`\\copy` into a table', place)
  else if (/\bto\s+(stdout|pstdout)\b/i.test(plain)) {
    if (/\((.*)\)/s.test(text)) scope.effects.unknown('a query in `\\copy` that is not looked into', place)
  } else if (!program) {
    const file = /\bto\s+'?([^'\s]+)'?/i.exec(text)?.[1] ?? DYNAMIC
    writes(file, place, scope)
  }
}

function backTicks({ argument }: MetaCommand, scope: EffectScope): void {
  for (const { index, 1: inner = '' } of argument.text.matchAll(/`([^`]*)`/g))
    scope.languages.shell(argument.slice(index + 1, index + 1 + inner.length), scope)
}
