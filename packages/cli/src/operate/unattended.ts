/**
 * What goes on without a person: read-only steps, by their matchers, and nothing else.
 */
import { effectOf, isSameChoice, type Situation } from '@keys/runner'
import { isRequired, stepLabel } from '@keys/parser/model'
import { text } from './blocks.js'
import { runCommand, viewOf } from './commands.js'
import type { RunController } from './run-controller.js'
import { conditionWords } from './option-labels.js'
import { nodeName } from './format.js'

/** A step that is reached more often by itself goes round in a circle. */
const MOST_VISITS = 3

/**
 * Does the next thing, when it needs nobody.
 * @param controller The session.
 * @param situation Where the run stands.
 * @param isYes Whether read-only commands were allowed.
 * @returns Null when something was done; else why a person is needed.
 */
export async function advance(controller: RunController, situation: Situation, isYes: boolean): Promise<string | null> {
  const reason = personNeeded(controller, situation, isYes)
  if (reason !== null) return reason
  const { evaluation } = situation
  if (evaluation?.type === 'waits') {
    const command = viewOf(situation, evaluation.command)
    const missing = command.missing.filter(isRequired)
    for (const { name } of command.missing) controller.leftOut.add(name)
    if (command.needsPerson !== null) return command.needsPerson
    if (missing.length > 0) return `Values are missing: ${missing.map(({ name }) => name).join(', ')}.`
    controller.dialogue.show([text(`Runs the command of ${stepLabel(situation.step)} (read-only).`, 'dim')])
    await runCommand(controller, situation, command, true)
    return null
  }
  if (evaluation?.type !== 'suggests') return evaluation?.reason ?? 'A person has to decide.'
  const option = situation.options.find(({ choice }) => isSameChoice(choice, evaluation.choice))
  if (!option) return 'A person has to decide.'
  controller.dialogue.show([
    text(`${conditionWords(option)} → ${nodeName(controller.session.state.pack, option.next)}`),
    text(evaluation.reason, 'dim', 2)
  ])
  await controller.perform({ type: 'choose', choice: option.choice, confirmation: { type: 'policy' } })
  return null
}

function personNeeded(controller: RunController, situation: Situation, isYes: boolean): string | null {
  const { step, window, visit } = situation
  if (situation.type === 'rollback') return 'An action did not hold: somebody has to say what becomes of it.'
  if (situation.precondition || situation.manualAction !== null) return 'This step is done by a person.'
  if (step.kind === 'action' || effectOf(step, 'step') !== 'read-only') return 'This step changes something.'
  if (window !== null && window > controller.now()) return 'Its window has not come yet.'
  if (!isYes) return 'Somebody has to confirm it; --yes allows what is read-only.'
  const [obstacle] = controller.session.unattendedObstacles
  if (obstacle !== undefined) return `Nothing of this pack runs without a person. ${obstacle}`
  if (visit > MOST_VISITS) return `It was reached ${visit} times: it goes round in a circle.`
  return null
}
