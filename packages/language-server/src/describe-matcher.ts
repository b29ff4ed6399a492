/**
 * What matchers mean, in words.
 */
import type { Matcher } from '@keys/schema'
import { code, escaped } from './pack-symbols.js'

const COMPARISONS = {
  '>': 'greater than',
  '>=': 'at least',
  '<': 'less than',
  '<=': 'at most',
  '==': 'equal to',
  '!=': 'any but'
} as const

const FLAGS: Readonly<Record<string, string>> = {
  i: 'upper and lower case are the same',
  m: '`^` and `$` match at each line',
  s: '`.` matches line ends'
}

/**
 * When a matcher holds: a sentence of Markdown.
 * @param matcher A matcher of a runbook.
 */
export function matcherWords(matcher: Matcher): string {
  switch (matcher.type) {
    case 'literal':
      return `Holds when the last line of stdout that is not empty is ${code(matcher.value)}.`
    case 'class':
      return `Holds when the last line of stdout is a number from ${matcher.digit}00 to ${matcher.digit}99.`
    case 'comparison':
      return `Holds when the last line of stdout is a number that is ${COMPARISONS[matcher.operator]} ${matcher.value}.`
    case 'regexp':
      return `Holds when stdout has a match of ${code(matcher.pattern)}${flagWords(matcher.flags)}. RE2 syntax.`
    case 'exit':
      return `Holds when the command ends with exit status ${matcher.status}.`
    case 'empty':
      return 'Holds when stdout has nothing but white space.'
    case 'invalid':
      return `No matcher: ${escaped(matcher.reason)}.`
  }
}

/** Whether a matcher also needs that the command succeeded. */
export function needsSuccess({ type }: Matcher): boolean {
  return type !== 'exit' && type !== 'invalid'
}

function flagWords(flags: string): string {
  const words = Array.from(flags, (flag) => FLAGS[flag] ?? flag)
  return words.length === 0 ? '' : ` (${words.join('; ')})`
}
