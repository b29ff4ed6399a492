/**
 * Whether a matcher holds for what a command came to.
 */
import type { Matcher } from '@keys/schema'
import { RE2JS } from 're2js'

/** What matchers see of a command. */
export interface Outcome {
  /** The exit status; null when it did not exit by itself. */
  status: number | null
  stdout: string
}

/** A number as comparisons read it. */
export const NUMBER = /^[-+]?\d+(?:\.\d+)?$/

/** The last line of a text that holds more than white space, trimmed; empty when there is none. */
export function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)?.trim() ?? ''
}

/**
 * Decides a matcher. Every matcher but `exit` needs exit status 0.
 * @param matcher The matcher; an invalid one never holds.
 * @param outcome What the command came to.
 */
export function matches(matcher: Matcher, { status, stdout }: Outcome): boolean {
  if (matcher.type === 'exit') return status === matcher.status
  if (status !== 0) return false
  const line = lastLine(stdout)
  switch (matcher.type) {
    case 'literal':
      // An accent may come as a character of its own.
      return line.normalize() === matcher.value.normalize()
    case 'class':
      return /^\d{3}$/.test(line) && line.startsWith(String(matcher.digit))
    case 'comparison':
      return NUMBER.test(line) && compare(Number(line), matcher.operator, matcher.value)
    case 'regexp':
      return found(matcher.pattern, matcher.flags, stdout)
    case 'empty':
      return stdout.trim() === ''
    case 'invalid':
      return false
  }
}

function compare(a: number, operator: Extract<Matcher, { type: 'comparison' }>['operator'], b: number): boolean {
  switch (operator) {
    case '>':
      return a > b
    case '>=':
      return a >= b
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '==':
      return a === b
    case '!=':
      return a !== b
  }
}

const FLAGS: Readonly<Record<string, number>> = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL }

function flagsOf(flags: string): number {
  return flags.split('').reduce((all, flag) => all | (FLAGS[flag] ?? 0), 0)
}

/** An expression that RE2 refuses holds for nothing; the validator reports it. */
function found(pattern: string, flags: string, text: string): boolean {
  try {
    return RE2JS.compile(pattern, flagsOf(flags)).matcher(text).find()
  } catch {
    return false
  }
}
