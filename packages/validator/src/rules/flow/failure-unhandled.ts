import type { Command, Step } from '@keys/schema'
import { decidingCommand, hasUnwrittenDefault, stepLabel } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'A step whose Otherwise leads elsewhere says what to do when the command that decides fails.',
  rationale:
    'The command that looks at the broken system breaks with it, and the page has only branches for its answers.',
  messages: {
    unhandled: {
      message: '`{step}` does not say what to do when its command fails.',
      expected: 'a branch by `exit` that names a failure, as Otherwise takes none',
      help: 'Add a branch such as If {exits} above Otherwise that says what failed and where to go.'
    }
  },
  check({ steps }, { report }) {
    for (const step of steps) {
      const last = step.branches.findLast(({ matchers }) => matchers.length > 0)
      const command = decidingCommand(step)?.command
      // flow/matcher-without-command speaks of a step without a command.
      // Where anything else escalates, a command that failed goes to the person, who has that way on the screen.
      if (!last || !command || hasUnwrittenDefault(step)) continue
      if (namesFailure(step) || printsAnyway(command)) continue
      const exits = command.interpreter === 'sql' ? '`exit 1` or `exit 2` or `exit 3`' : '`exit 1`'
      report('unhandled', last.conditionPosition, { step: stepLabel(step), exits })
    }
  }
})

function namesFailure({ branches }: Step): boolean {
  return branches.some(({ matchers }) => matchers.some((matcher) => matcher.type === 'exit' && matcher.status !== 0))
}

/**
 * Whether a script ends with printing, whatever happened before, and so tells its failures in words. All else can fail:
 * there is no list of harmless commands, as a lost connection, a full disk or a missing tool ends nearly any.
 */
function printsAnyway({ interpreter, code }: Command): boolean {
  if (interpreter !== 'bash' || /(^|[;&|({]|then|else|do)\s*(exit|return)\b|\bset -\w*e/m.test(code)) return false
  const lines = code.split('\n').map((line) => line.trim())
  const [last = '', before = ''] = lines.filter((line) => !/^(\)|fi|esac|;;|done|)$/.test(line)).toReversed()
  return /(^|[|;]\s*)(printf|echo|tee)\b[^|;&]*$/.test(last) && !before.endsWith('&&')
}
