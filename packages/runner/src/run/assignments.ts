/**
 * Values that are pasted at once, as a shell or a file of its variables has them.
 */

/** What was read; or why it cannot be. What is pasted may hold secrets: no fault repeats it. */
export type Assignments = { values: ReadonlyMap<string, string> } | { fault: string }

const NAME = /\s*(?:export\s+)?([A-Za-z_]\w*)=/y
/** In single quotes, where `'\''` stands for a quote; in double ones; or up to the next blank. */
const VALUE = /(?:'((?:[^']|'\\'')*)'|"((?:[^"\\]|\\.)*)"|([^\s'"]\S*|))(?=\s|$)/y

/**
 * Reads `NAME=value`, with or without `export`, one after the other; nothing is expanded.
 * @param text What was pasted; line ends may have become blanks.
 */
export function readAssignments(text: string): Assignments {
  const values = new Map<string, string>()
  const end = text.trimEnd().length
  let at = 0
  let last: string | null = null
  while (at < end) {
    const name = matchAt(NAME, text, at)
    if (!name?.[1]) return { fault: faultAfter(last) }
    const value = matchAt(VALUE, text, at + name[0].length)
    if (!value) return { fault: faultAfter(name[1]) }
    values.set(name[1], unquoted(value))
    at += name[0].length + value[0].length
    last = name[1]
  }
  return { values }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function unquoted([, single, double, bare]: RegExpExecArray): string {
  if (single !== undefined) return single.replaceAll(`'\\''`, `'`)
  if (double !== undefined) return double.replaceAll(/\\(["\\$`])/g, '$1')
  return bare ?? ''
}

function faultAfter(name: string | null): string {
  if (name === null) return 'That does not begin with NAME=value.'
  return `It cannot be read after ${name}. Put a value with spaces or quotes in single quotes.`
}
