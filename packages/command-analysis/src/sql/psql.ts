/**
 * What psql does before the server sees anything: meta-commands are carried out and variables are put in.
 */
import { MappedText } from '../text/mapped-text.js'

/** A meta-command, such as `\set`. */
export interface MetaCommand {
  name: string
  /** The rest of its line. */
  argument: MappedText
  /** Its offset in the script. */
  start: number
}

/** A variable that is put in as it is. */
export interface RawVariable {
  name: string
  start: number
  end: number
  /** Whether it may be the bound of a slice, where nobody has set a variable of this name. */
  isDoubtful: boolean
}

/** A script of psql as the server gets it. */
export interface PsqlText {
  /** Statements, without meta-commands and with a value or a name in the place of each variable. */
  sql: MappedText
  /** Statements by their offsets in `sql`, and where each ends in the script. */
  pieces: readonly { start: number; end: number; filled: boolean; until: number }[]
  commands: readonly MetaCommand[]
  /** Variables that are put in as they are, by their offsets in the script. */
  raw: readonly RawVariable[]
}

/** What a text of psql comes to, by offsets alone: the same wherever it stands. */
export interface PsqlPlan extends Pick<PsqlText, 'raw'> {
  /** What stands otherwise in the SQL. */
  changes: readonly { start: number; end: number; text: string }[]
  pieces: PsqlText['pieces']
  /** Each meta-command, and where the rest of its line begins and ends. */
  commands: readonly { name: string; start: number; from: number; to: number }[]
}

const DOLLAR_QUOTE = /\$(?:[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]*)?\$/y
const VARIABLE = /:(?:'(\w+)'|"(\w+)"|\{\?(\w+)\}|([A-Za-z_]\w*))/y
/** These send what has been typed so far, as a semicolon does. */
const SENDS = /^(g|gx|gset|gexec|gdesc|crosstabview|watch|bind_named|parse)$/
const CONTROL = /^(if|elif|else|endif)$/

/**
 * What a script of psql comes to where it stands.
 * @param plan What its text comes to.
 */
export function readPsql(script: MappedText, { changes, pieces, commands, raw }: PsqlPlan): PsqlText {
  return {
    sql: script.replace(changes),
    pieces,
    commands: commands.map(({ name, start, from, to }) => ({ name, argument: script.slice(from, to), start })),
    raw
  }
}

/** What a text of psql comes to. */
export function psqlPlan(text: string): PsqlPlan {
  const changes: { start: number; end: number; text: string }[] = []
  const commands: { name: string; start: number; from: number; to: number }[] = []
  const raw: RawVariable[] = []
  /** The end of each statement in the script. */
  const ends: number[] = []
  let depth = 0
  let bodies = 0
  for (let index = 0; index < text.length;) {
    const skipped = skipQuoted(text, index)
    if (skipped > index) {
      index = skipped
      continue
    }
    const char = text.charAt(index)
    if (char === '\\') {
      const end = endOfMeta(text, index)
      const name = /^\\(;|!|\?|[A-Za-z_+]*)/.exec(text.slice(index, end))?.[1] ?? ''
      const sends = SENDS.test(name) || name === ';'
      commands.push({ name, start: index, from: Math.min(index + 1 + name.length, end), to: end })
      if (name === ';') {
        changes.push({ start: index, end: index + 2, text: ' ;' })
        index += 2
      } else {
        changes.push({ start: index, end, text: (sends ? ';' : '').padEnd(Math.min(end - index, 1)) })
        // A branch that is not taken is thrown away with what stands in it.
        if (sends || CONTROL.test(name)) ends.push(index)
        index = end
      }
      depth = 0
      continue
    }
    if (char === ':') {
      VARIABLE.lastIndex = index
      const match = VARIABLE.exec(text)
      // `::` is a cast, `:=` an assignment, and a slice of an array has its bound right before the colon.
      const before = text.charAt(index - 1)
      if (match && before !== ':' && (match[4] === undefined || !/[\w\])]/.test(before))) {
        const end = index + match[0].length
        if (match[4] !== undefined) raw.push({ name: match[4], start: index, end, isDoubtful: false })
        changes.push({ start: index, end, text: standIn(match, text, index) })
        index = end
        continue
      }
      if (match?.[4] !== undefined && before !== ':')
        raw.push({ name: match[4], start: index, end: index + match[0].length, isDoubtful: true })
      if (text.charAt(index + 1) === ':') index++
    } else if (char === '(' || char === '[') depth++
    else if (char === ')' || char === ']') depth = Math.max(depth - 1, 0)
    else if (/[A-Za-z_]/.test(char)) {
      const word = /^\w+/.exec(text.slice(index, index + 80))?.[0] ?? char
      // The body of a function may be written as BEGIN ATOMIC ... END, with semicolons in it.
      if (/^begin$/i.test(word) && /^begin\s+atomic\b/i.test(text.slice(index, index + 40))) bodies++
      else if (bodies > 0 && /^case$/i.test(word)) bodies++
      else if (bodies > 0 && /^end$/i.test(word)) bodies--
      index += word.length
      continue
    } else if (char === ';' && depth === 0 && bodies === 0) {
      ends.push(index)
      const data = copyData(text, ends.at(-2) ?? 0, index)
      if (data !== null) {
        changes.push({ start: index + 1, end: data, text: ' ' })
        index = data
        continue
      }
    }
    index++
  }
  return { changes, pieces: cut(text, changes, ends), commands, raw }
}

/** The end of a text in quotes or of a comment that begins here; the offset itself when none begins. */
function skipQuoted(text: string, index: number): number {
  const char = text.charAt(index)
  if (char === "'") {
    const escapes = /[eE]/.test(text.charAt(index - 1)) && !/\w/.test(text.charAt(index - 2))
    for (let end = index + 1; end < text.length; end++) {
      if (escapes && text.charAt(end) === '\\') end++
      else if (text.charAt(end) === "'") return end + 1
    }
    return text.length
  }
  if (char === '"') return endAfter(text, '"', index + 1)
  if (text.startsWith('--', index)) return endAfter(text, '\n', index)
  if (text.startsWith('/*', index)) return endOfComment(text, index)
  if (char === '$' && !/\w/.test(text.charAt(index - 1))) {
    DOLLAR_QUOTE.lastIndex = index
    const quote = DOLLAR_QUOTE.exec(text)?.[0]
    if (quote !== undefined) return endAfter(text, quote, index + quote.length)
  }
  return index
}

function endAfter(text: string, word: string, from: number): number {
  const end = text.indexOf(word, from)
  return end === -1 ? text.length : end + word.length
}

/** Comments of PostgreSQL nest. */
function endOfComment(text: string, start: number): number {
  let depth = 0
  for (let index = start; index < text.length; index++) {
    if (text.startsWith('/*', index)) depth++
    else if (text.startsWith('*/', index) && --depth === 0) return index + 2
  }
  return text.length
}

/** These take the rest of their line, whatever stands in it. */
const WHOLE_LINE = /^(!|copy|ef|ev|sf\+?|sv\+?|help|h)$/

/** A meta-command goes to the end of its line, to a double backslash, or to the next backslash outside of quotes. */
function endOfMeta(text: string, start: number): number {
  const end = text.indexOf('\n', start)
  const last = end === -1 ? text.length : end
  const name = /^\\(;|!|\?|[A-Za-z_+]*)/.exec(text.slice(start, last))?.[1] ?? ''
  // What goes to a program takes the rest of the line too.
  if (
    WHOLE_LINE.test(name) ||
    (/^(o|out|g|gx|w|write)$/.test(name) && /^\s*(\([^)]*\))?\s*\|/.test(text.slice(start + 1 + name.length, last)))
  )
    return last
  let quote = ''
  for (let index = start + 1 + name.length; index < last; index++) {
    const char = text.charAt(index)
    if (quote === "'" && char === '\\') index++
    else if (quote !== '') quote = char === quote ? '' : quote
    else if (/['"`]/.test(char)) quote = char
    else if (char === '\\') return text.charAt(index + 1) === '\\' ? index + 2 : index
  }
  return last
}

/** Where the lines of data end that follow `copy ... from stdin`; null after other statements. */
function copyData(text: string, from: number, end: number): number | null {
  if (!/\bcopy\b[^;]*\bfrom\s+stdin\b/i.test(text.slice(from, end))) return null
  const last = /^\\\.[ \t]*$/m.exec(text.slice(end))
  return last ? end + last.index + last[0].length : text.length
}

/** What stands for a variable: a text, a name, a truth value, or a query where only a query can stand. */
function standIn(match: RegExpExecArray, text: string, index: number): string {
  const [, literal, quoted, test, name] = match
  if (literal !== undefined) return `'${literal}'`
  if (quoted !== undefined) return `"${quoted}"`
  if (test !== undefined) return 'true'
  const alone = text.charAt(index + match[0].length) === ')'
  const before = text.slice(Math.max(index - 40, 0), index)
  const isTable =
    /\b(from|join)\s*\($|,\s*\($/i.test(before) && /^\)\s*(as\s+)?[A-Za-z_]/.test(text.slice(index + match[0].length))
  return alone && (isTable || /\bas\s+((not\s+)?materialized\s*)?\($/i.test(before)) ? 'select 1' : (name ?? 'x')
}

function cut(
  script: string,
  changes: readonly { start: number; end: number; text: string }[],
  ends: readonly number[]
): PsqlText['pieces'] {
  const sql = new MappedText(script, []).replace(changes).text
  let grown = 0
  let change = 0
  const moved = (offset: number): number => {
    for (let next = changes[change]; next && next.start < offset; next = changes[++change]) {
      grown += next.text.length - (next.end - next.start)
    }
    return offset + grown
  }
  const pieces: { start: number; end: number; filled: boolean; until: number }[] = []
  let start = 0
  let from = 0
  for (const offset of [...ends, script.length]) {
    const end = moved(offset)
    const filled = changes.some((one) => one.start >= from && one.start < offset && /[\w'"]/.test(one.text))
    if (sql.slice(start, end).trim() !== '') pieces.push({ start, end, filled, until: offset })
    start = end
    from = offset
  }
  return pieces
}
