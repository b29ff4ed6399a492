/**
 * Matchers: inline code in a condition that a machine decides.
 */
import type { Matcher, Position } from '@keys/schema'

const CLASS = /^([1-5])xx$/i
const COMPARISON = /^(>=|<=|==|!=|>|<)\s*(.*)$/
const NUMBER = /^-?\d+(\.\d+)?$/
const REGULAR_EXPRESSION = /^\/(.+)\/([a-z]*)$/s
const EXIT = /^exit\s+(\S+)$/
/** Letters and digits of all scripts, with their accents. */
const WORD = /^[\p{L}\p{M}\p{N}_.:@%+,=-]+$/u
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u
const KEY = /^(jupyter|node|next)-[a-z0-9-]+$/

/**
 * Reads a matcher.
 * @param raw The text of an inline code, such as `401`, `5xx`, `> 0`, `/refused/i`, `exit 28`, `empty`.
 * @param position Where it stands.
 * @returns The matcher; one of type `invalid` for what is meant as a matcher and is wrong; null for any other code.
 */
export function parseMatcher(raw: string, position: Position): Matcher | null {
  const text = raw.trim()
  const written = { raw, position }
  if (text === 'empty') return { type: 'empty', ...written }

  const status = CLASS.exec(text)
  if (status) return { type: 'class', digit: Number(status[1]), ...written }

  const exit = EXIT.exec(text)
  if (exit) {
    const value = exit[1]!
    if (/^\d{1,3}$/.test(value) && Number(value) <= 255) return { type: 'exit', status: Number(value), ...written }
    return { type: 'invalid', reason: 'an exit status is a whole number from 0 to 255', ...written }
  }

  const comparison = COMPARISON.exec(text)
  if (comparison) {
    const value = comparison[2]!.trim()
    if (!NUMBER.test(value))
      return { type: 'invalid', reason: 'a comparison needs a number after its sign', ...written }
    return { type: 'comparison', operator: comparison[1] as '>', value: Number(value), ...written }
  }

  const expression = REGULAR_EXPRESSION.exec(text)
  if (expression) return regularExpression(expression[1]!, expression[2]!, written)

  const isWord = WORD.test(text) && LETTER_OR_DIGIT.test(text)
  return isWord && !KEY.test(text) ? { type: 'literal', value: text, ...written } : null
}

function regularExpression(pattern: string, flags: string, written: { raw: string; position: Position }): Matcher {
  if (!/^[ims]*$/.test(flags) || new Set(flags).size !== flags.length) {
    return { type: 'invalid', reason: 'the flags of a regular expression are i, m and s, each once', ...written }
  }
  if (!compiles(pattern, `${flags}u`)) {
    return { type: 'invalid', reason: 'the regular expression cannot be read', ...written }
  }
  return { type: 'regexp', pattern, flags, ...written }
}

function compiles(pattern: string, flags: string): boolean {
  try {
    return new RegExp(pattern, flags) instanceof RegExp
  } catch {
    return false
  }
}
