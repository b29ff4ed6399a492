/**
 * From what somebody signed to what is wanted of the run.
 */
import { runEventBodySchema, type RunEventBody } from '@keys/schema'
import { confirmationPhrase } from '@keys/parser/model'
import { readStatement } from './answer-statement.js'
import { currentStep } from './decided.js'
import type { Intent } from './intents.js'
import type { RunState } from './state.js'

/**
 * What is wanted of a run by who signed an answer. Whether the answer is one to this run is decided when it is performed.
 * @param state The state of the run.
 * @param statement The text that was signed.
 * @returns Null for what is not a statement of an answer.
 */
export function intentOf(state: RunState, statement: string): Intent | null {
  const said = readStatement(statement)
  const read = said && runEventBodySchema.safeParse(said.answer)
  return read?.success === true ? intentFor(state, read.data) : null
}

function intentFor(state: RunState, body: RunEventBody): Intent | null {
  switch (body.type) {
    case 'precondition-acknowledged':
      return { type: 'acknowledge', ...(body.agreedBy === null ? {} : { agreedBy: body.agreedBy }) }
    case 'command-started': {
      // Whoever signed it typed the phrase, or it would not have been there to be signed.
      const phrase = confirmationPhrase(currentStep(state))
      const confirmation =
        body.confirmation === 'typed' ? ({ type: 'typed', phrase } as const) : { type: 'confirmed' as const }
      return { type: 'run-command', command: body.command, confirmation }
    }
    case 'command-reported':
      return { type: 'report-command', command: body.command, status: body.status, output: body.output }
    case 'manual-action-done':
      return { type: 'do-manual-action', observed: body.observed }
    case 'decided':
      return { type: 'choose', choice: body.choice, ...(body.reason === null ? {} : { reason: body.reason }) }
    case 'skipped':
      return { type: 'skip', choice: body.choice, reason: body.reason }
    case 'rollback-closed':
      return { type: 'close-rollback', outcome: body.outcome, reason: body.reason }
    default:
      return null
  }
}
