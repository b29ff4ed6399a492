import { branchInWords, stepLabel } from '@keys/parser/model'
import type { Branch, Step } from '@keys/schema'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'A command that failed, and an answer that nobody knows, do not lead where the healthy answer leads.',
  rationale: 'The check could not be asked, and the run goes on, or ends, as if all were well.',
  messages: {
    resolved: {
      message: '`{branch}` of `{step}` ends the incident, although nothing has shown that it is over.',
      expected: 'a way to a step that looks again, or `**STOP: escalate**`',
      help: 'Lead it to `**STOP: escalate**`, or to the step that finds out.'
    },
    'as-expected': {
      message: '`{branch}` of `{step}` leads where the expected answer leads.',
      expected: 'a way of its own for what was not expected, such as `**STOP: escalate**`',
      help: 'Lead it to `**STOP: escalate**`, or to the step that finds out.'
    }
  },
  check({ steps }, { report }) {
    for (const step of steps) {
      const expected = expectedBranch(step)
      for (const branch of step.branches) {
        if (!isFailure(branch)) continue
        const data = { step: stepLabel(step), branch: branchInWords(branch) }
        const [target] = branch.targets
        if (target?.type === 'terminal' && target.terminal === 'resolved')
          report('resolved', branch.conditionPosition, data)
        else if (
          expected &&
          !isAnswer(branch) &&
          (step.kind === 'check' || step.kind === 'verification') &&
          isSamePlace(branch, expected)
        )
          report('as-expected', branch.conditionPosition, data)
      }
    }
  }
})

/** Otherwise, and a branch of nothing but statuses of a failure. */
function isFailure({ isDefault, matchers }: Branch): boolean {
  if (isDefault) return true
  return matchers.length > 0 && matchers.every((matcher) => matcher.type === 'exit' && matcher.status !== 0)
}

/** Statuses of a program of its own, such as 28 of curl, tell what the system answers; with these any program ends. */
function isAnswer({ matchers }: Branch): boolean {
  return matchers.some((matcher) => matcher.type === 'exit' && !GENERAL.has(matcher.status))
}

const GENERAL = new Set([1, 2, 3, 126, 127])

/** The branch of the answer that Expected names. */
function expectedBranch({ fields, branches }: Step): Branch | undefined {
  const expected = fields.filter(({ label }) => label === 'expected').flatMap(({ matchers }) => matchers)
  return branches.find(
    (branch) =>
      !isFailure(branch) &&
      branch.matchers.some(({ raw }) => expected.some((matcher) => matcher.raw.trim() === raw.trim()))
  )
}

function isSamePlace({ targets: [a] }: Branch, { targets: [b] }: Branch): boolean {
  return a?.type === 'step' && b?.type === 'step' && a.step !== null && a.step === b.step
}
