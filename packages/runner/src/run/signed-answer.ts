/**
 * Which answers a run takes with a signature alone, and whether a signature is one of the answer that is given.
 */
import type { AnswerSignature, RunEventBody, SignedAnswers, Step } from '@keys/schema'
import { commandsOf, isSameCommand } from '@keys/parser/model'
import { maskedEvent } from '../journal/masked-event.js'
import { needsPerson } from '../policy/unattended.js'
import { readStatement, statementOf, type ReadStatement, type SignatureCheck } from './answer-statement.js'
import type { AnswerPlace } from './answer-place.js'
import type { DecideContext } from './decided.js'
import type { RefusalCode } from './intents.js'
import { valuesIn, type RunState } from './state.js'

/** The stricter of two demands. */
export function stricter(a: SignedAnswers | null, b: SignedAnswers | null): SignedAnswers | null {
  return a === 'decisions' || b === 'decisions' ? 'decisions' : (a ?? b)
}

/** How far the clock of a signer may be ahead, in milliseconds. */
const AHEAD = 5 * 60_000

/**
 * The signature with which an answer is recorded.
 * @param state The state of the run.
 * @param body The answer as it would be recorded.
 * @param context Who answers, and with what signature.
 * @returns Null for an answer that was not signed and need not be; else the signature, or why it is not taken.
 */
export function signatureOn(
  state: RunState,
  body: RunEventBody,
  context: DecideContext
): AnswerSignature | RefusalCode | null {
  const { answer, signers, now, mask = (text) => text } = context
  if (answer === undefined) return isDemanded(state, body, context) ? 'needs-signature' : null
  const said = readStatement(answer.statement)
  if (said === null) return 'signature-invalid'
  // What is signed is what is recorded, not what a file says of it.
  const masked = maskedEvent(body, mask)
  const { head, signedAt, expiresAt } = said
  const check = signers?.check(answer, signedAt) ?? NOT_CHECKED
  if (check.type !== 'valid') return OF_CHECKS[check.type]
  const refusal = otherwise(said, masked, state.answerPlace)
  if (refusal !== null) return refusal
  if (statementOf(masked, state.answerPlace, said) !== answer.statement) return 'answer-is-another'
  if (now !== undefined && !isInTime(said, now)) return 'answer-expired'
  const { signer, key } = check
  return { signer, key, head, signedAt, expiresAt, text: answer.signature }
}

const NOT_CHECKED: SignatureCheck = { type: 'not-checked', message: 'There is no list of signers here.' }

const OF_CHECKS: Readonly<Record<Exclude<SignatureCheck['type'], 'valid'>, RefusalCode>> = {
  'unknown-signer': 'signer-unknown',
  invalid: 'signature-invalid',
  'not-checked': 'signature-not-checked'
}

/** Whether an answer is given while its signature holds. */
export function isInTime({ signedAt, expiresAt }: Pick<ReadStatement, 'signedAt' | 'expiresAt'>, now: string): boolean {
  const [from, at, until] = [signedAt, now, expiresAt].map((time) => Date.parse(time))
  return from! - AHEAD <= at! && at! <= until! && from! <= until!
}

/** To what else an answer was given; null when it is to this. */
function otherwise(said: ReadStatement, body: RunEventBody, place: AnswerPlace): RefusalCode | null {
  if (said.run !== place.run || said.contentHash !== place.contentHash) return 'answer-to-another-run'
  if (said.host !== place.host || said.folder !== place.folder) return 'answer-to-another-place'
  const [wanted, given] = [stepIn(body), stepIn(said.answer)]
  if (given !== wanted) return 'answer-to-another-step'
  return place.heads.includes(said.head) ? null : 'answer-outdated'
}

function stepIn(body: RunEventBody | Readonly<Record<string, unknown>>): unknown {
  if ('step' in body) return body.step
  const command: unknown = 'command' in body ? body.command : null
  return typeof command === 'object' && command !== null && 'step' in command ? command.step : null
}

/** Whether an answer is taken with a signature alone. What leaves a run, or asks for help, never is. */
export function isDemanded(state: RunState, body: RunEventBody, context: DecideContext): boolean {
  if (state.signedAnswers === null) return false
  switch (body.type) {
    case 'manual-action-done':
      return true
    case 'command-started':
    case 'command-reported':
      return mayChange(state, body, context)
    case 'decided':
      return state.signedAnswers === 'decisions' && body.by === 'person'
    case 'precondition-acknowledged':
    case 'skipped':
    case 'rollback-closed':
      return state.signedAnswers === 'decisions'
    default:
      return false
  }
}

/** Whether a command is not shown to be read-only. */
function mayChange(
  state: RunState,
  { command: reference }: Extract<RunEventBody, { type: 'command-started' | 'command-reported' }>,
  { classifier = null, values = valuesIn(state) }: DecideContext
): boolean {
  const step: Step | undefined = state.pack.runbook.steps.find(({ id }) => id === reference.step)
  const placed = step && commandsOf(step, reference.part).find((other) => isSameCommand(other.reference, reference))
  return !step || !placed || needsPerson(state.pack, step, placed, classifier, values) !== null
}
