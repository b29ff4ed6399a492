import type { Matcher, Runbook } from '@keys/schema'
import { RE2JS } from 're2js'
import { defineRule } from '../../engine/rule.js'

const FLAGS: Readonly<Record<string, number>> = { i: RE2JS.CASE_INSENSITIVE, s: RE2JS.DOTALL, m: RE2JS.MULTILINE }
/** Texts that have nothing in common. */
const PROBES = ['', 'q', '7#', '\u{1F6D1} \n ']
/** The work of compiling that all expressions of a runbook may take together, in letters times repetitions. */
const BUDGET = 100_000
/** RE2 takes no more. */
const MAX_REPETITIONS = 1000

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description:
    'Each matcher can be read, and each regular expression is one that RE2 takes and that tells answers apart.',
  rationale:
    'The runner cannot decide the branch, hangs in the expression, or takes the branch whatever the answer is.',
  messages: {
    unreadable: {
      message: '`{matcher}` is not a matcher: {reason}.',
      expected: 'a matcher such as `401`, `5xx`, `> 0`, `/refused/i`, `exit 28` or `empty`',
      help: 'Correct it to one of these forms.'
    },
    'not-re2': {
      message: 'RE2 does not take `{matcher}`: {reason}.',
      expected: 'a regular expression without lookaround, backreferences and other things that RE2 lacks',
      help: 'Say it without `{part}`, or let the command print one word and match that.'
    },
    everything: {
      message: '`{matcher}` is found in every answer.',
      expected: 'a regular expression that is missing from at least one answer',
      help: 'Name the words that the answer has, or write `**Otherwise**` if every answer is meant.'
    },
    costly: {
      message: '`{matcher}` is too long or repeats too often to be checked.',
      expected: 'a short regular expression with few counted repetitions',
      help: 'Shorten it, or let the command print one word and match that.'
    }
  },
  check(runbook, { report }) {
    let budget = BUDGET
    for (const matcher of matchersIn(runbook)) {
      const { position } = matcher
      const raw = matcher.raw.trim()
      if (matcher.type === 'invalid') report('unreadable', position, { matcher: raw, reason: matcher.reason })
      if (matcher.type !== 'regexp') continue
      const cost = costOf(matcher.pattern)
      if (cost > budget) {
        report('costly', position, { matcher: raw })
        continue
      }
      budget -= cost
      const fault = faultOf(matcher)
      if (fault === 'everything') report('everything', position, { matcher: raw })
      else if (fault !== null) report('not-re2', position, { matcher: raw, ...fault })
    }
  }
})

function matchersIn({ steps }: Runbook): Matcher[] {
  return steps.flatMap(({ fields, branches }) => [...fields, ...branches].flatMap(({ matchers }) => matchers))
}

function costOf(pattern: string): number {
  const counts = Array.from(pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g), ([, from, to]) => Number(to || from) || 1)
  return (
    pattern.length *
    Math.min(
      MAX_REPETITIONS,
      counts.reduce((product, count) => product * count, 1)
    )
  )
}

function faultOf({ pattern, flags }: Extract<Matcher, { type: 'regexp' }>) {
  try {
    const expression = RE2JS.compile(
      pattern,
      flags.split('').reduce((sum, flag) => sum | (FLAGS[flag] ?? 0), 0)
    )
    return PROBES.every((probe) => expression.matcher(probe).find()) ? 'everything' : null
  } catch (error) {
    const { reason = 'it cannot be compiled', part = pattern } = detailsOf(error)
    return { reason, part }
  }
}

/** What RE2 says of an expression, such as "error parsing regexp: invalid escape sequence: `\1`". */
function detailsOf(error: unknown): { reason?: string | undefined; part?: string | undefined } {
  const message = error instanceof Error ? error.message : ''
  const [, reason, part] = /^error parsing regexp: (.+?): `(.*)`$/s.exec(message) ?? []
  return { reason: reason?.replace(/^invalid or unsupported/, 'unsupported').replace(/^invalid/, 'unknown'), part }
}
