import type { Branch, Command } from '@keys/schema'
import { decidingCommand, stepLabel } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'A status of psql that has many causes is not read as one of them.',
  rationale:
    'A connection of psql that failed ends with 2 for a wrong password, a wrong pooler, a name without a route and no connection left as well: the operator is sent to the runbook for an outage while a typing error keeps him out.',
  messages: {
    'one-cause': {
      message: '`{step}` takes `exit 2` of psql for one cause and leads out of this runbook.',
      expected: 'a branch that stays here and says what psql said, such as a check that tells the causes apart',
      help: 'Lead to a check that reads the error: wrong login, no route, no connection left, or no answer.'
    }
  },
  check({ steps }, { report }) {
    for (const step of steps) {
      const command = decidingCommand(step)?.command
      if (!command || !asksPsql(command)) continue
      for (const branch of step.branches) {
        if (readsTwo(branch) && leadsOut(branch)) {
          report('one-cause', branch.conditionPosition, { step: stepLabel(step) })
        }
      }
    }
  }
})

/** Whether psql decides: a fence of SQL, or a script in which nothing else can end with its status. */
function asksPsql({ interpreter, code }: Command): boolean {
  return interpreter === 'sql' || (interpreter === 'bash' && /(^|[\s(;&|])psql\s/.test(code))
}

function readsTwo({ matchers }: Branch): boolean {
  return matchers.some((matcher) => matcher.type === 'exit' && matcher.status === 2)
}

function leadsOut({ targets }: Branch): boolean {
  return targets.some(
    (target) => target.type === 'external' || (target.type === 'terminal' && target.terminal === 'wrong-runbook')
  )
}
