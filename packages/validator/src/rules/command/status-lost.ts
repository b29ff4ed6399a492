import { pitfallsIn } from '@keys/command-analysis'
import type { Step } from '@keys/schema'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description:
    'A branch that waits for a status can get it, and a command that failed is not taken for an empty answer.',
  rationale:
    'A pipe ends with the status of its last program: the failure that the branch is for is never seen, and the run takes the branch of success.',
  messages: {
    lost: {
      message:
        'The pipe ends with the status of its last program; that of `{name}` is lost, and `{branch}` waits for it.',
      expected: 'a status that reaches the end of the block',
      help: 'Begin the block with `set -o pipefail`, or write to a file first and read it then.'
    },
    empty: {
      message: 'Where `{name}` fails, the pipe ends well and prints nothing, and the step takes that for an answer.',
      expected: 'a status that reaches the end of the block',
      help: 'Begin the block with `set -o pipefail`, or write to a file first and read it then.'
    }
  },
  check(_, { analysis, source, report }) {
    for (const facts of analysis.commands) {
      const [lost] = pitfallsIn(facts, new Set()).lost
      if (!lost || facts.field !== null || !facts.step) continue
      // The block that decides is the last one of the step.
      if (facts.step.commands.at(-1) !== facts.command) continue
      // With 1 and 2 any program may end, the last one too. What a script before the last command ends with is lost as well.
      const waiting = facts.step.branches
        .flatMap(({ condition }) => [...condition.matchAll(/`exit (\d+)`/g)])
        .find(([, status = '']) => Number(status) > 2 && !new RegExp(`\\bexit ${status}\\b`).test(lost.text))
      const place = placeIn(source, lost.place)
      if (waiting) report('lost', place, { name: lost.name, branch: waiting[0].replaceAll('`', '') })
      else if (lost.isEmptyAnswer && readsWords(facts.step)) report('empty', place, { name: lost.name })
    }
  }
})

/** Whether branches wait for what is printed, and none for nothing. */
function readsWords({ branches }: Step): boolean {
  const matchers = branches.flatMap((branch) => branch.matchers)
  return matchers.some(({ type }) => type !== 'exit') && !matchers.some(({ type }) => type === 'empty')
}
