/**
 * The steps to which somebody can return.
 */
import type { Runbook, Step } from '@keys/schema'
import { fieldOf } from '@keys/parser/model'
import type { RunState } from './state.js'

/** The steps through which the way came to where the run stands, from the first. */
export function wayBack({ visits }: RunState): string[] {
  const path: string[] = []
  for (const [index, visit] of visits.entries()) {
    const next = visits[index + 1]
    if (visit.left?.type === 'switched') path.length = 0
    else if (visit.left?.type === 'back') takeBackTo(path, next?.step)
    // A step that is visited again at once is one stay, such as after a run was reopened.
    else if (next !== undefined && next.step !== visit.step) path.push(visit.step)
  }
  return path
}

/** Takes off the way what lies behind a step, and the step: it is visited again. */
function takeBackTo(path: string[], step: string | undefined): void {
  const at = step === undefined ? -1 : path.lastIndexOf(step)
  if (at >= 0) path.length = at
}

/**
 * The step to which going back leads.
 * @param state The state of a run.
 * @returns Its id; null for the first.
 */
export function stepBefore(state: RunState): string | null {
  return wayBack(state).at(-1) ?? null
}

/**
 * The steps that a step names in its warning, as in "after a stop, run Step 7 before you run this again".
 * @param runbook The runbook.
 * @param step One of its steps.
 */
export function stepsNamedIn({ steps }: Runbook, step: Step): Step[] {
  const words = fieldOf(step, 'warning')?.text ?? ''
  return steps.filter(({ id, label }) => label !== null && id !== step.id && isNamed(label, words))
}

function isNamed(label: string, words: string): boolean {
  const at = words.toLowerCase().indexOf(label.toLowerCase())
  return at >= 0 && !/\w/.test(words.charAt(at + label.length)) && !/\w/.test(words.charAt(at - 1))
}
