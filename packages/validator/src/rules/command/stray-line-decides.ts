import type { CommandFacts } from '@keys/command-analysis'
import type { Matcher, Step } from '@keys/schema'
import { decidingCommand } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'
import { bareNumbersIn, logSearchesIn } from '../../subjects/log-searches.js'
import { placeIn } from '../../subjects/place-in.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'A branch is not decided by one stray line of a log, nor by a number that stands in any line.',
  rationale:
    'A client that leaves writes ECONNRESET into a healthy log, and an order of 502 dollars looks like a status: the operator is sent to the wrong runbook, or rolls back a release that was right.',
  messages: {
    number: {
      message: '`{number}` is found in any line that holds this number, such as an amount or an id.',
      expected: 'a pattern that names what stands beside the number, such as `status\\D+502`',
      help: 'Write the word before the number into the pattern: `code`, `status`, `SQLSTATE`, or its field.'
    },
    'one-line': {
      message: 'One line of the log that holds `{pattern}` is enough for this branch.',
      expected: 'a count that has to be above a few lines, or a share of them',
      help: 'Count the lines since the incident began, and compare with more than 2 or with a share of all.'
    }
  },
  check({ steps }, { analysis, source, report }) {
    for (const facts of analysis.commands) {
      const { step } = facts
      if (!step || !decides(facts, step)) continue
      for (const { call, pattern, quiet } of logSearchesIn(facts)) {
        const [number] = bareNumbersIn(pattern)
        if (number !== undefined) report('number', placeIn(source, call.place), { number })
        else if (quiet || isAnyLine(facts, step)) report('one-line', placeIn(source, call.place), { pattern })
      }
      for (const [, pattern = ''] of facts.code.text.concat(...scriptsOf(facts)).matchAll(SQL_PATTERN)) {
        const [number] = bareNumbersIn(pattern)
        if (number !== undefined) report('number', facts.command.position, { number })
      }
    }
    for (const matcher of steps.flatMap(matchersOf)) {
      if (matcher.type !== 'regexp') continue
      const [number] = bareNumbersIn(matcher.pattern)
      if (number !== undefined) report('number', matcher.position, { number })
    }
  }
})

/** `message ~ '...'` in a query. What begins with an anchor is a column of its own. */
const SQL_PATTERN = /\s!?~\*?\s*E?'((?:[^'\n]|'')*)'/g

/** Whether a matcher reads what this command prints. */
function decides({ command, field }: CommandFacts, step: Step): boolean {
  if (field !== null && field !== 'verification') return false
  return decidingCommand(step)?.command === command && matchersOf(step).length > 0
}

function matchersOf(step: Step): Matcher[] {
  return step.branches.flatMap(({ matchers }) => matchers)
}

function scriptsOf({ command }: CommandFacts): string[] {
  return (command.scripts ?? []).filter(({ interpreter }) => interpreter === 'sql').map(({ code }) => `\n${code}`)
}

/** Whether more than no line is all that is asked for. */
function isAnyLine({ code, command, calls }: CommandFacts, step: Step): boolean {
  const texts = [code.text, ...(command.scripts ?? []).map((script) => script.code)]
  if (texts.some((text) => /\s-(?:gt 0|ge 1|ne 0)\b/.test(text) && /\bgrep\b/.test(text))) return true
  return (
    (calls.at(-1)?.name ?? '').endsWith('grep') &&
    matchersOf(step).some(
      (matcher) =>
        (matcher.type === 'exit' && matcher.status === 0) ||
        (matcher.type === 'comparison' && /^(> 0|>= 1|!= 0)$/.test(`${matcher.operator} ${matcher.value}`))
    )
  )
}
