import { answersIn } from '@keys/command-analysis'
import { decidingCommand, decidingCommandOf, hasUnwrittenDefault, stepLabel } from '@keys/parser/model'
import type { Command, Matcher } from '@keys/schema'
import { RE2JS } from 're2js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'Branches and Expected name words that their command can print, and each of its words has a branch.',
  rationale:
    'The run takes Otherwise where the author meant another way, and the branch that was written for it is never taken.',
  messages: {
    branch: {
      message: 'No answer of the command takes `{matcher}`: it prints {answers}.',
      expected: 'a word that the command prints',
      help: 'Write the word as the command prints it, or let the command print `{matcher}`.'
    },
    expected: {
      message: '`{matcher}` is expected, and the command never prints it: it prints {answers}.',
      expected: 'a word that the command prints',
      help: 'Write the word that a healthy system gives, as the command prints it.'
    },
    unknown: {
      message: 'The command of `{step}` prints `{answer}`, and no branch names it.',
      expected: 'a branch for each word that the command prints',
      help: 'Add a branch for `{answer}`, or let the command print a word that a branch names.'
    }
  },
  check({ steps }, { analysis, report }) {
    const known = new Map<Command, readonly string[]>()
    for (const facts of analysis.commands) {
      const answers = answersIn(facts)
      // A command that prints nothing in the text of the block may print what a program prints.
      if (answers && [...answers].some((answer) => answer !== '')) known.set(facts.command, [...answers])
    }
    for (const step of steps) {
      const own = decidingCommand(step)?.command
      const answers = own && known.get(own)
      const matchers = step.branches.flatMap((branch) => branch.matchers)
      for (const matcher of answers ? matchers : []) {
        if (answers && !isPossible(matcher, answers))
          report('branch', matcher.position, { matcher: matcher.raw.trim(), answers: inWords(answers) })
      }
      for (const field of step.fields) {
        const command = field.matchers.length > 0 ? decidingCommandOf(field, step) : null
        const printed = command && known.get(command)
        // One of them is enough, as of several words a healthy system gives one.
        for (const matcher of printed ? field.matchers : []) {
          if (printed && !isPossible(matcher, printed))
            report('expected', matcher.position, { matcher: matcher.raw.trim(), answers: inWords(printed) })
        }
      }
      // Where Otherwise is not written, the author leaves to it what has no branch.
      if (hasUnwrittenDefault(step)) continue
      const isMachine = step.branches.every(({ isDefault, matchers: own }) => isDefault || own.length > 0)
      if (!answers || !own || matchers.length === 0 || !isMachine) continue
      for (const answer of answers)
        if (answer !== '' && !matchers.some((matcher) => isPossible(matcher, [answer])))
          report('unknown', own.position, { step: stepLabel(step), answer })
    }
  }
})

/** Whether a matcher may hold for one of some last lines; a status may be any. */
function isPossible(matcher: Matcher, answers: readonly string[]): boolean {
  switch (matcher.type) {
    case 'literal':
      return answers.some((answer) => answer.normalize() === matcher.value.normalize())
    case 'empty':
      return answers.includes('')
    case 'class':
    case 'comparison':
      return answers.some((answer) => /^[-+]?\d/.test(answer))
    case 'regexp':
      return answers.some((answer) => isFound(matcher.pattern, matcher.flags, answer))
    default:
      return true
  }
}

function isFound(pattern: string, flags: string, text: string): boolean {
  try {
    return RE2JS.compile(pattern, flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0)
      .matcher(text)
      .find()
  } catch {
    // flow/matcher-syntax speaks of it.
    return true
  }
}

function inWords(answers: readonly string[]): string {
  return answers.map((answer) => (answer === '' ? 'nothing' : `\`${answer}\``)).join(', ')
}
