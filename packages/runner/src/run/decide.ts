/**
 * From what somebody wants to the one event that records it.
 */
import { isSecretValue, type Channel, type RunEventBody, type Step } from '@keys/schema'
import { after, effectOf, endingOf, fieldOf, isSameChoice, manualActionOf, milliseconds } from '@keys/parser/model'
import type { Intent } from './intents.js'
import { evaluate } from './evaluate.js'
import { canBeHidden } from '../secrets/redact-forms.js'
import { reportCommand, startCommand } from './decide-command.js'
import {
  asked,
  confirmedBy,
  currentStep,
  event,
  findOption,
  hasRollback,
  isAcknowledged,
  refused,
  type DecideContext,
  type Decided
} from './decided.js'
import { asksForSecondPerson, isSomebodyElse } from './second-person.js'
import { lastExecution, openExecution, type RunState } from './state.js'
import { statementOf } from './answer-statement.js'
import { maskedEvent } from '../journal/masked-event.js'
import { isDemanded, signatureOn } from './signed-answer.js'
import { stepBefore, stepsNamedIn, wayBack } from './way-back.js'

/** What an agent can want: to look, to go where the output points, and to write down what it saw. */
const FOR_AGENTS: ReadonlySet<Intent['type']> = new Set<Intent['type']>([
  'run-command',
  'choose',
  'go-back',
  'note',
  'park',
  'defer',
  'set-input'
])

/**
 * Decides what an intent comes to.
 * @param state The state of the run.
 * @param intent What is wanted.
 * @param context Who answers; a person when it is not said.
 * @returns The event, or why it cannot be. Nothing changes by it.
 */
export function decide(state: RunState, intent: Intent, context: DecideContext = {}): Decided {
  const decision = decisionOn(state, intent, context)
  const channel = channelOf(intent, context)
  if (decision.type === 'refused' || !isAnswer(decision.event)) return decision
  const signature = signatureOn(state, decision.event, context)
  if (typeof signature === 'string') return refused(signature)
  if (signature !== null) return event({ ...decision.event, channel: 'signed', signature })
  return channel === undefined ? decision : event({ ...decision.event, channel })
}

/** What somebody would sign. */
export interface ToSign {
  statement: string
  /** Whether the run takes the answer with a signature alone. */
  isDemanded: boolean
}

/** How long a signed answer is taken, in milliseconds, when nobody says otherwise. */
const VALID_FOR = 15 * 60_000

/**
 * What has to be signed for an intent.
 * @param state The state of the run.
 * @param intent What is wanted.
 * @param context Who answers; its `now` is when it is signed.
 * @param validFor How long the answer is taken, in milliseconds.
 * @returns The text, or why the intent cannot be.
 */
export function toSign(
  state: RunState,
  intent: Intent,
  context: DecideContext & { now: string },
  validFor = VALID_FOR
): ToSign | Extract<Decided, { type: 'refused' }> {
  const decision = decisionOn(state, intent, context)
  if (decision.type === 'refused') return decision
  const signedAt = context.now
  const expiresAt = new Date(Date.parse(signedAt) + validFor).toISOString()
  const body = maskedEvent(decision.event, context.mask ?? ((text) => text))
  const statement = statementOf(body, state.answerPlace, { head: state.head, signedAt, expiresAt })
  return { statement, isDemanded: isAnswer(decision.event) && isDemanded(state, decision.event, context) }
}

/** How an answer came. What was allowed beforehand came through nobody's hands. */
function channelOf(intent: Intent, { answeredBy = 'person', channel }: DecideContext): Channel | undefined {
  if ('confirmation' in intent && intent.confirmation?.type === 'policy') return 'policy'
  return answeredBy === 'person' ? channel : answeredBy
}

/** Events that record an answer, and say how it came. */
type AnswerEvent = Extract<RunEventBody, { channel?: Channel | undefined }>

const NO_ANSWERS: ReadonlySet<RunEventBody['type']> = new Set<RunEventBody['type']>(['session-closed', 'parked'])

function isAnswer(body: RunEventBody): body is AnswerEvent {
  // A value that was there before anybody was asked came from where its origin says.
  if (body.type === 'input-set') return body.origin !== 'environment' && body.origin !== 'overlay'
  return !NO_ANSWERS.has(body.type)
}

function decisionOn(state: RunState, intent: Intent, context: DecideContext): Decided {
  if (intent.type === 'close') {
    const { reason, to = null, asBundle = false } = intent
    return event({ type: 'session-closed', reason, to, asBundle })
  }
  if (context.answeredBy === 'agent' && !FOR_AGENTS.has(intent.type)) return refused('needs-person')
  if (intent.type === 'attach') return attach(state, intent)
  if (intent.type === 'reopen') return reopen(state, intent.reason)
  if (state.place.type === 'ended') return refused('run-ended')
  const step = currentStep(state)
  switch (intent.type) {
    case 'note':
      return event({ type: 'noted', step: step.id, text: intent.text })
    case 'park':
      return event({ type: 'parked', ...asked(step), need: intent.need, reason: intent.reason })
    case 'set-input':
      return setInput(state, intent)
    case 'run-command':
      return startCommand(state, step, intent, context)
    case 'report-command':
      return reportCommand(state, step, intent, context)
    case 'close-rollback':
      if (openExecution(state)) return refused('command-running')
      if (state.place.type !== 'rollback') return refused('not-at-a-rollback')
      return event({ type: 'rollback-closed', ...asked(step), outcome: intent.outcome, reason: intent.reason ?? null })
  }
  if (openExecution(state)) return refused('command-running')
  if (state.place.type === 'rollback') return refused('not-at-a-step')
  return leaveOrStay(state, step, intent, context)
}

/** What is wanted of a step at which nothing runs. */
type LeaveOrStay = Extract<
  Intent,
  { type: 'acknowledge' | 'do-manual-action' | 'choose' | 'skip' | 'defer' | 'go-back' | 'end-run' | 'escalate' }
>

function leaveOrStay(state: RunState, step: Step, intent: LeaveOrStay, context: DecideContext): Decided {
  switch (intent.type) {
    case 'acknowledge':
      return acknowledge(state, step, intent.agreedBy?.trim() ?? '')
    case 'do-manual-action':
      return doManualAction(state, step, intent.observed ?? null)
    case 'choose':
      return choose(state, step, intent, context)
    case 'skip': {
      const option = findOption(state, step, intent.choice)
      if (!option) return refused('no-such-option')
      if (intent.reason.trim() === '') return refused('needs-reason')
      const { choice, condition, next } = option
      return event({ type: 'skipped', ...asked(step), choice, condition, reason: intent.reason, next })
    }
    case 'defer': {
      const until = laterWindow(state, step)
      return until === null ? refused('cannot-wait') : event({ type: 'deferred', ...asked(step), until })
    }
    case 'go-back': {
      const next = intent.to ?? stepBefore(state)
      if (next === null) return refused('nothing-before')
      const isKnown =
        wayBack(state).includes(next) || stepsNamedIn(state.pack.runbook, step).some(({ id }) => id === next)
      return isKnown ? event({ type: 'went-back', ...asked(step), next }) : refused('no-such-step')
    }
    case 'end-run':
      if (intent.reason.trim() === '') return refused('needs-reason')
      return event({ type: 'run-ended', ...asked(step), reason: intent.reason })
    case 'escalate':
      if (intent.reason.trim() === '') return refused('needs-reason')
      return event({ type: 'escalated', ...asked(step), reason: intent.reason, rollback: hasRollback(state, step) })
  }
}

/** When the later window of a verification opens; null for a step that has none. */
export function laterWindow(state: RunState, step: Step): string | null {
  if (step.kind !== 'verification' || step.timeBox?.relation !== 'after') return null
  return after(state.verifyingSince ?? state.changedAt, milliseconds(step.timeBox.duration))
}

/** What can be told of a file that is kept with the run. */
function attach(state: RunState, { name, bytes, digest, text }: Extract<Intent, { type: 'attach' }>): Decided {
  const step = state.place.type === 'ended' ? null : currentStep(state).id
  return event({ type: 'attached', step, name, bytes, digest, text })
}

function reopen(state: RunState, reason: string): Decided {
  if (state.place.type !== 'ended') return refused('not-ended')
  if (endingOf(state.place.node)?.type === 'resolved') return refused('is-resolved')
  if (reason.trim() === '') return refused('needs-reason')
  return event({ type: 'run-reopened', ...asked(currentStep(state)), reason })
}

function acknowledge(state: RunState, step: Step, agreedBy: string): Decided {
  if (step.kind !== 'action') return refused('nothing-to-acknowledge')
  const text = fieldOf(step, 'precondition')?.text ?? ''
  const isAsked = asksForSecondPerson(text)
  const own = state.session === null ? [] : [state.session.operator, state.session.account]
  if (isAsked && !isSomebodyElse(agreedBy, own)) return refused('needs-second-person')
  const name = isAsked ? agreedBy : null
  return event({ type: 'precondition-acknowledged', ...asked(step), effect: step.effect, text, agreedBy: name })
}

function setInput(state: RunState, { name, value, origin }: Extract<Intent, { type: 'set-input' }>): Decided {
  const input = state.pack.pack.inputs?.find((candidate) => candidate.name === name)
  if (!input) return refused('unknown-input')
  // What is taken away is no secret: so it differs, in the record, from a secret that is not stored.
  const secret = value !== null && (input.secret === true || isSecretValue(value))
  if (secret && !canBeHidden(value)) return refused('secret-too-short')
  return event({ type: 'input-set', name, secret, value: secret ? null : value, origin })
}

function doManualAction(state: RunState, step: Step, observed: string | null): Decided {
  const text = manualActionOf(step)
  if (text === null) return refused('no-manual-action')
  if (!isAcknowledged(state, step)) return refused('not-acknowledged')
  return event({ type: 'manual-action-done', ...asked(step), text, observed })
}

function choose(
  state: RunState,
  step: Step,
  { choice, reason: given, confirmation }: Extract<Intent, { type: 'choose' }>,
  context: DecideContext
): Decided {
  const reason = given ?? null
  const option = findOption(state, step, choice)
  if (!option) return refused('no-such-option')
  const evaluation = evaluate(step, ({ reference }) => lastExecution(state, reference))
  const suggested = evaluation.type === 'suggests' ? evaluation.choice : null
  const agrees = isSameChoice(suggested, option.choice)
  if (confirmation?.type === 'policy' && (!agrees || effectOf(step, 'step') !== 'read-only'))
    return refused('needs-confirmation')
  // An agent leaves no action, whatever its verification shows.
  if (context.answeredBy === 'agent' && (step.kind === 'action' || effectOf(step, 'step') !== 'read-only'))
    return refused('needs-person')
  // Only a person decides what nothing has decided before.
  if (!agrees && context.answeredBy === 'agent') return refused('needs-person')
  if (suggested !== null && !agrees && (reason ?? '').trim() === '') return refused('needs-reason')
  return event({
    type: 'decided',
    ...asked(step),
    choice: option.choice,
    condition: option.condition,
    by: agrees ? 'matcher' : 'person',
    confirmedBy: confirmedBy(confirmation, context),
    suggested,
    suggestionReason: evaluation.type === 'waits' ? null : evaluation.reason,
    observed: evaluation.type === 'waits' ? null : evaluation.observed,
    execution: evaluation.type === 'waits' ? null : evaluation.execution,
    reason: reason ?? null,
    next: option.next,
    rollback: endingOf(option.next)?.type === 'escalate' && hasRollback(state, step)
  })
}
