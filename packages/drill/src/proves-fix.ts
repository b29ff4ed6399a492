/**
 * Whether an action fixes: its own verification must fail before it and hold after it.
 */
import type { Step } from '@keys/schema'
import {
  commandsOf,
  fieldOf,
  labelOf,
  matches,
  type Execution,
  type Outcome,
  type ProcessRequest,
  type ProcessResult
} from '@keys/runner'
import { DrillFailure } from './failure.js'

/** What is asked when the action is left: by which way, and what was executed last. */
type Proof = (choice: string, last: Execution | null) => void

type Run = (command: Pick<ProcessRequest, 'interpreter' | 'code'>) => Promise<ProcessResult>

/**
 * Runs the verification of an action before the action.
 * @param step The action.
 * @param run Runs a command in the broken world.
 * @returns What to ask when the action is left, with the way by which it is: throws when that is the way that the
 *   broken world took. Null when the verification has no commands of its own.
 */
export async function provesFix(step: Step, run: Run): Promise<Proof | null> {
  const commands = commandsOf(step, 'verification')
  if (commands.length === 0) return null
  let outcome: Outcome = { status: null, stdout: '' }
  for (const { command } of commands) {
    if (command.interpreter === null) continue
    const { end, stdout } = await run({ interpreter: command.interpreter, code: command.code })
    outcome = { status: end.type === 'exited' ? end.status : null, stdout: stdout.text }
  }
  const before = choiceFor(step, outcome)
  return (choice, execution) => {
    if (choice !== before && choice !== 'fails') return
    throw new DrillFailure(labelOf(step), {
      message:
        choice === 'fails'
          ? 'its verification fails after it'
          : 'its verification says the same before it, in the broken world',
      expected: 'a verification that fails before the action and holds after it',
      execution
    })
  }
}

function choiceFor(step: Step, outcome: Outcome): string | null {
  if (step.branches.length === 0) {
    const matchers = fieldOf(step, 'verification')?.matchers ?? []
    return matchers.some((matcher) => matches(matcher, outcome)) ? 'holds' : 'fails'
  }
  const index = step.branches.findIndex((branch) => branch.matchers.some((matcher) => matches(matcher, outcome)))
  if (index !== -1) return String(index)
  const otherwise = step.branches.findIndex((branch) => branch.isDefault)
  return outcome.status === 0 && otherwise !== -1 ? String(otherwise) : null
}
