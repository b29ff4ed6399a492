import type { Matcher } from '@keys/schema'
import { defineRule } from '../../engine/rule.js'

const NUMBER = /^-?\d+(\.\d+)?$/

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'Each matcher can decide: no branch above it always takes its answers first.',
  rationale: 'The runner takes the branch above and never the one that was written for this very answer.',
  messages: {
    same: {
      message: '`{matcher}` never decides: a branch above has it already.',
      expected: 'a matcher that stands in one branch only',
      help: 'Take `{matcher}` out of the branch to which it does not belong.'
    },
    inside: {
      message: '`{matcher}` never decides: `{earlier}` in a branch above takes it first.',
      expected: 'the narrower matcher above the wider one',
      help: 'Move the branch of `{matcher}` above that of `{earlier}`, or take `{matcher}` out.'
    }
  },
  check({ steps }, { report }) {
    for (const { branches } of steps) {
      const taken = new Taken()
      for (const { matchers } of branches) {
        for (const matcher of matchers) {
          const earlier = taken.by(matcher)
          if (earlier === null) continue
          const words = { matcher: matcher.raw.trim(), earlier: earlier.raw.trim() }
          if (keyOf(earlier) === keyOf(matcher)) report('same', matcher.position, { matcher: words.matcher })
          else report('inside', matcher.position, words)
        }
        // Alternatives of one condition may overlap.
        for (const matcher of matchers) taken.add(matcher)
      }
    }
  }
})

/** What the branches above take. Of each kind of range only the widest is kept, so that a lookup stays short. */
class Taken {
  readonly #equal = new Map<string, Matcher>()
  readonly #wide = new Map<string, Matcher>()

  add(matcher: Matcher): void {
    const key = keyOf(matcher)
    if (!this.#equal.has(key)) this.#equal.set(key, matcher)
    const kind = wideKindOf(matcher)
    if (kind === null) return
    const widest = this.#wide.get(kind)
    if (!widest || covers(matcher, widest)) this.#wide.set(kind, matcher)
  }

  by(matcher: Matcher): Matcher | null {
    if (matcher.type === 'invalid') return null
    const equal = this.#equal.get(keyOf(matcher)) ?? this.#equal.get(`== ${numberOf(matcher)}`)
    return equal ?? [...this.#wide.values()].find((wide) => covers(wide, matcher)) ?? null
  }
}

/** Equal for matchers that say the same. */
function keyOf(matcher: Matcher): string {
  if (matcher.type === 'comparison') return `${matcher.operator} ${matcher.value}`
  if (matcher.type === 'exit') return `exit ${matcher.status}`
  return `${matcher.type} ${matcher.raw.trim()}`
}

/** What sorts the matchers that may hold others inside them; null for those that hold only themselves. */
function wideKindOf(matcher: Matcher): string | null {
  if (matcher.type === 'class') return `${matcher.digit}xx`
  if (matcher.type === 'comparison') return matcher.operator === '==' ? null : matcher.operator
  return matcher.type === 'exit' && matcher.status === 0 ? 'exit 0' : null
}

/** The only number that a matcher takes; null when it takes others too. */
function numberOf(matcher: Matcher): number | null {
  if (matcher.type === 'literal') return NUMBER.test(matcher.value) ? Number(matcher.value) : null
  return matcher.type === 'comparison' && matcher.operator === '==' ? matcher.value : null
}

/** Whether the first matcher takes everything that the second takes. */
function covers(wide: Matcher, narrow: Matcher): boolean {
  // All but `exit` need exit status 0.
  if (wide.type === 'exit') return wide.status === 0 && narrow.type !== 'exit'
  const number = numberOf(narrow)
  if (wide.type === 'class') return Number.isInteger(number) && Math.floor((number ?? 0) / 100) === wide.digit
  if (wide.type !== 'comparison') return false
  if (number !== null) return holds(wide, number)
  if (narrow.type === 'class') {
    const [low, high] = [narrow.digit * 100, narrow.digit * 100 + 99]
    if (wide.operator === '!=') return wide.value < low || wide.value > high || !Number.isInteger(wide.value)
    return holds(wide, low) && holds(wide, high)
  }
  if (narrow.type !== 'comparison' || narrow.operator === '!=') return false
  if (wide.operator === '!=') return !holds(narrow, wide.value)
  if (wide.operator.charAt(0) !== narrow.operator.charAt(0)) return false
  return holds(wide, narrow.value) || (wide.value === narrow.value && !narrow.operator.endsWith('='))
}

const COMPARE = {
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '==': (a: number, b: number) => a === b,
  '!=': (a: number, b: number) => a !== b
}

function holds({ operator, value }: Extract<Matcher, { type: 'comparison' }>, number: number): boolean {
  return COMPARE[operator](number, value)
}
