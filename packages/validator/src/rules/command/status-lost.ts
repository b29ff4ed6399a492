import { pitfallsIn } from '@keys/command-analysis'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'A branch that waits for a status can get it.',
  rationale:
    'A pipe ends with the status of its last program: the failure that the branch is for is never seen, and the run takes the branch of success.',
  messages: {
    lost: {
      message:
        'The pipe ends with the status of its last program; that of `{name}` is lost, and `{branch}` waits for it.',
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
      // With 1 and 2 any program may end, the last one too.
      const waiting = facts.step.branches
        .flatMap(({ condition }) => [...condition.matchAll(/`exit (\d+)`/g)])
        .find(([, status = '']) => Number(status) > 2 && !new RegExp(`\\bexit ${status}\\b`).test(facts.code.text))
      if (waiting)
        report('lost', placeIn(source, lost.place), { name: lost.name, branch: waiting[0].replaceAll('`', '') })
    }
  }
})
