/**
 * What goes on without a person: read-only steps, by their matchers, and nothing else.
 */
import { isSameCommand, missingByName, unattendedMove, type Situation } from '@keys/runner'
import { stepLabel } from '@keys/parser/model'
import { conditionWords, nodeName, text } from '@keys/runner/present'
import { runCommand } from './commands.js'
import type { RunController } from './run-controller.js'

type Stop = { reason: string; isAsked?: boolean } | null

/**
 * Does the next thing, when it needs nobody.
 * @param controller The session.
 * @param situation Where the run stands.
 * @param isYes Whether read-only commands were allowed.
 * @returns Null when something was done; else why a person is needed, and whether the question that follows says so itself.
 */
export async function advance(controller: RunController, situation: Situation, isYes: boolean): Promise<Stop> {
  const { session, dialogue } = controller
  const move = unattendedMove(situation, { now: controller.now(), obstacles: isYes ? session.unattendedObstacles : [] })
  if (move.type === 'needs-person' && OF_STEP.has(move.need)) return { ...move, isAsked: ASKED.has(move.need) }
  if (!isYes) return { reason: 'Somebody has to confirm it; --yes allows what is read-only.' }
  noteMissing(controller, situation)
  switch (move.type) {
    case 'needs-person':
      return { ...move, isAsked: ASKED.has(move.need) }
    case 'run-command':
      dialogue.show([text(`Runs the command of ${stepLabel(situation.step)} (read-only).`, 'dim')])
      await runCommand(controller, situation, move.command, { isPolicy: true })
      return null
    case 'choose':
      dialogue.show([
        text(`${conditionWords(move.option)} → ${nodeName(session.state.pack, move.option.next)}`),
        text(move.reason, 'dim', 2)
      ])
      await controller.perform({ type: 'choose', choice: move.option.choice, confirmation: { type: 'policy' } })
      return null
  }
}

/** What the question says of which it is asked: said twice, it pushes the command off a small screen. */
const ASKED: ReadonlySet<string> = new Set(['precondition', 'not-read-only', 'window'])
/** What a step needs whatever was allowed. */
const OF_STEP: ReadonlySet<string> = new Set(['rollback', 'precondition', 'manual-action', 'changes', 'window'])

/** Values without which a command goes on are not asked for again. */
function noteMissing({ leftOut, session }: RunController, { evaluation, commands }: Situation): void {
  if (evaluation?.type !== 'waits') return
  const { reference } = evaluation.command
  const waiting = commands.find((view) => isSameCommand(view.reference, reference))
  if (!waiting) return
  for (const { name } of [...waiting.missing, ...missingByName(session.state, waiting.command)]) leftOut.add(name)
}
