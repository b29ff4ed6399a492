/**
 * The policy: what a run may do next without a person. One for `--yes`, for agents and for drills: read-only commands run,
 * branches that a matcher decides are taken, and everything else waits for a person.
 */
import type { PersonNeed } from '@keys/schema'
import { isRequired, isSameChoice, type StepOption } from '@keys/parser/model'
import { promptOf } from '../run/prompt.js'
import type { CommandView, Situation } from '../run/situation.js'

/** A step that is reached more often by itself goes round in a circle. */
const MOST_VISITS = 3

/** What happens next without a person, or why nothing does. */
export type UnattendedMove =
  | { type: 'run-command'; command: CommandView }
  | { type: 'choose'; option: StepOption; reason: string }
  | { type: 'needs-person'; need: PersonNeed; reason: string }

/** What the policy looks at besides the situation. */
export interface UnattendedContext {
  /** ISO 8601. */
  now: string
  /** Why nothing of the pack runs without a person, from `unattendedObstacles`; none when read-only commands may. */
  obstacles: readonly string[]
}

/**
 * What a run does next without a person.
 * @param situation Where it stands.
 * @param context The time, and what speaks against the pack as a whole.
 */
export function unattendedMove(situation: Situation, { now, obstacles }: UnattendedContext): UnattendedMove {
  const held = heldBack(situation, now) ?? againstPack(situation, obstacles)
  if (held !== null) return held
  const prompt = promptOf(situation, now)
  switch (prompt.type) {
    case 'rollback':
    case 'window':
    case 'precondition':
    case 'manual-action':
      throw new Error(`${prompt.type} is held back before it is asked for`)
    case 'lost-command':
      return needs('lost-command', 'A command was started, and how it ended is not known.')
    case 'command':
      return command(prompt.command)
    case 'options':
      // What is shown to look only may run; that it was all there is to the step, no machine can tell.
      if (situation.step.kind === 'action') return needs('decision', 'A person has to decide.')
      return decided(prompt.evaluation, situation)
  }
}

/** What of the step alone speaks against going on by itself. */
function heldBack(
  { type, step, effect, window, precondition, manualAction }: Situation,
  now: string
): UnattendedMove | null {
  if (type === 'rollback') return needs('rollback', 'An action did not hold: somebody has to say what becomes of it.')
  if (precondition && manualAction === null)
    return needs('precondition', 'This step changes something, and a person confirms what has to hold before.')
  if (precondition) return needs('precondition', 'This step is done by a person.')
  if (manualAction !== null) return needs('manual-action', 'This step is done by a person.')
  if (effect !== 'read-only' || (step.kind === 'action' && step.effect !== null))
    return needs('changes', 'This step changes something.')
  if (window !== null && window > now) return needs('window', 'Its window has not come yet.')
  return null
}

function againstPack({ visit }: Situation, [obstacle]: readonly string[]): UnattendedMove | null {
  if (obstacle !== undefined) return needs('belied', `Nothing of this pack runs without a person. ${obstacle}`)
  if (visit > MOST_VISITS) return needs('circle', `It was reached ${visit} times: it goes round in a circle.`)
  return null
}

function command(view: CommandView): UnattendedMove {
  if (view.needsPerson !== null) return needs('not-read-only', view.needsPerson)
  const missing = view.missing.filter(isRequired)
  if (missing.length > 0) return needs('inputs', `Values are missing: ${missing.map(({ name }) => name).join(', ')}.`)
  return { type: 'run-command', command: view }
}

function decided(evaluation: NonNullable<Situation['evaluation']>, { options }: Situation): UnattendedMove {
  if (evaluation.type !== 'suggests')
    return needs('decision', evaluation.type === 'asks' ? evaluation.reason : 'A person has to decide.')
  const option = options.find(({ choice }) => isSameChoice(choice, evaluation.choice))
  return option ? { type: 'choose', option, reason: evaluation.reason } : needs('decision', 'A person has to decide.')
}

function needs(need: PersonNeed, reason: string): UnattendedMove {
  return { type: 'needs-person', need, reason }
}
