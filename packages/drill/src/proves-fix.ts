/**
 * Whether an action fixes: its own verification must fail before it and hold after it.
 */
import type { Choice, Step } from '@keys/schema'
import { commandsOf, stepLabel } from '@keys/parser/model'
import {
  evaluateDeciding,
  type EvaluatedExecution,
  type Execution,
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
  const executions = new Map<number, EvaluatedExecution>()
  for (const { reference, command } of commands) {
    if (command.interpreter === null) continue
    const { end, stdout } = await run({ interpreter: command.interpreter, code: command.code })
    executions.set(reference.index, { number: reference.index + 1, end, stdout: stdout.text })
  }
  const evaluation = evaluateDeciding(step, ({ reference }) =>
    reference.part === 'verification' ? (executions.get(reference.index) ?? null) : null
  )
  const before = evaluation.type === 'suggests' ? choiceKey(evaluation.choice) : null
  return (choice, execution) => {
    if (choice !== before && choice !== 'fails') return
    throw new DrillFailure(stepLabel(step), {
      message:
        choice === 'fails'
          ? 'its verification fails after it'
          : 'its verification says the same before it, in the broken world',
      expected: 'a verification that fails before the action and holds after it',
      execution
    })
  }
}

/** A choice as one word. */
export function choiceKey(choice: Choice): string {
  return choice.type === 'branch' ? String(choice.index) : choice.type
}
