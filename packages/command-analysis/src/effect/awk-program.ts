/**
 * Whether a program of awk may run a command or write a file. Texts, patterns and comments are told from code as awk does.
 */

/** What a program does beyond reading; null when it only reads. */
export function awkActs(program: string): string | null {
  const tokens = tokensOf(program)
  if (tokens === null) return 'a program of `awk` that is not understood'
  let depth = 0
  /** How deep a `print` stands that has not ended; null outside of one. */
  let print: number | null = null
  for (const [index, token] of tokens.entries()) {
    if (token === 'system') return '`awk` runs commands'
    if (/^(getline|fflush|close|@|\||\|&)$/.test(token)) return '`awk` may write a file or run a command'
    if (/^printf?$/.test(token)) print = depth
    if (/^[([]$/.test(token)) depth++
    else if (/^[)\]]$/.test(token)) depth--
    else if (/^[;}]$/.test(token)) print = null
    // A line goes on behind these.
    else if (token === '\n' && depth === 0 && !/^(,|\{|&&|\|\||do|else)$/.test(tokens[index - 1] ?? '')) print = null
    else if (/^>>?$/.test(token) && print !== null && depth <= print) return '`awk` may write a file'
  }
  return null
}

/** Behind these a slash divides; elsewhere a pattern begins. */
const VALUE = /^([\w$.]+|\)|\]|"|\+\+|--)$/
const KEYWORD = /^(print|printf|return|in|do|else|case|exit|delete)$/

function tokensOf(program: string): string[] | null {
  const tokens: string[] = []
  for (let index = 0; index < program.length;) {
    const rest = program.slice(index, index + 2000)
    const skipped = /^([ \t\r]+|\\\r?\n|#[^\n]*)/.exec(rest)
    if (skipped) {
      index += skipped[0].length
      continue
    }
    const last = tokens.findLast((token) => token !== '\n') ?? ''
    const isPattern = rest.startsWith('/') && (!VALUE.test(last) || KEYWORD.test(last) || tokens.at(-1) === '\n')
    // Behind a parenthesis a pattern may begin as well, and quotes in it would be read as texts.
    if (last === ')' && /^\/[^\n]*"/.test(rest)) return null
    const text = /^"(?:[^"\\\n]|\\[^])*"/.exec(rest) ?? (isPattern ? pattern(rest) : null)
    if (text) {
      tokens.push('"')
      index += text[0].length
    } else if (/^["\\]/.test(rest) || isPattern) return null
    else {
      const token = /^(\w+|\|\||&&|\|&|>=|<=|==|!=|>>|\+\+|--|[^])/.exec(rest)?.[0] ?? ''
      tokens.push(token)
      index += token.length
    }
  }
  return tokens
}

/** A pattern: one with a slash in brackets is read in two ways, so it is not read at all. */
function pattern(rest: string): RegExpExecArray | null {
  const found = /^\/(?:[^/\\\n]|\\[^\n])*\//.exec(rest)
  return found && /\[[^\]]*$/.test(found[0].replaceAll(/\\./g, '')) ? null : found
}
