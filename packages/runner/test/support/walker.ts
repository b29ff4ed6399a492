/** Walks a run along a plan, one intent at a time, as a person would who knows the way. */
import type { Choice, Matcher, Runbook, Step } from '@keys/schema'
import {
  confirmationPhrase,
  isSameChoice,
  matches,
  optionsOf,
  type CommandView,
  type Intent,
  type RunState,
  type Session,
  type Situation,
  type StepOption
} from '../../src/index.js'
import type { Answer, Scripted } from './scripted.js'

/** One visit of a plan. */
export interface Leg {
  step: string
  option: StepOption
}

/** The shortest way from a step to a node; null when there is none. */
function shortest(runbook: Runbook, from: string, to: string): Leg[] | null {
  const seen = new Set([from])
  let ends: { node: string; legs: Leg[] }[] = [{ node: from, legs: [] }]
  while (ends.length > 0) {
    const next: typeof ends = []
    for (const { node, legs } of ends) {
      if (node === to) return legs
      const step = runbook.steps.find(({ id }) => id === node)
      for (const option of step ? optionsOf(runbook, step) : []) {
        if (seen.has(option.next)) continue
        seen.add(option.next)
        next.push({ node: option.next, legs: [...legs, { step: node, option }] })
      }
    }
    ends = next
  }
  return null
}

/** A way from the first step over an action to the end of a fixed incident. */
export function planOf(runbook: Runbook): Leg[] {
  const entry = runbook.graph.entry ?? ''
  const plans = runbook.steps
    .filter(({ kind }) => kind === 'action')
    .flatMap(({ id }) => {
      const [there, on] = [shortest(runbook, entry, id), shortest(runbook, id, 'stop:resolved')]
      return there && on ? [[...there, ...on]] : []
    })
  const [plan] = plans.toSorted((one, other) => one.length - other.length)
  if (!plan) throw new Error('no action of the runbook leads to its end')
  return plan
}

/** What a command has to come to for a matcher to hold; null where that is not known. */
export function answerFor(matcher: Matcher): Answer | null {
  const texts =
    matcher.type === 'literal'
      ? [matcher.value]
      : matcher.type === 'class'
        ? [`${matcher.digit}00`]
        : matcher.type === 'comparison'
          ? [matcher.value - 1, matcher.value, matcher.value + 1].map(String)
          : matcher.type === 'regexp'
            ? matcher.pattern.split('|')
            : ['']
  if (matcher.type === 'exit') return { end: { type: 'exited', status: matcher.status }, stdout: 'x\n' }
  const stdout = texts.find((text) => matches(matcher, { status: 0, stdout: text }))
  return stdout === undefined ? null : { stdout: `${stdout}\n` }
}

/** What the commands of a step have to come to for a way; null where no matcher names it. */
export function answerForOption(step: Step, { choice }: StepOption): Answer | null {
  const label = step.kind === 'action' ? 'verification' : 'expected'
  const matchers =
    choice.type === 'branch'
      ? (step.branches[choice.index]?.matchers ?? [])
      : choice.type === 'fails'
        ? []
        : (step.fields.find((field) => field.label === label)?.matchers ?? [])
  return matchers.map(answerFor).find((answer) => answer !== null) ?? null
}

/** What a person would want next to get nearer to a choice. */
export function nextIntent(situation: Situation, wanted: Choice): Intent {
  const { step, precondition, manualAction, commands, evaluation } = situation
  if (precondition) return { type: 'acknowledge', agreedBy: 'bo' }
  if (manualAction) return { type: 'do-manual-action', observed: 'done' }
  // What was lost is run again because a person wants it, and for no other reason.
  const lost = commands.find(({ execution }) => execution?.end?.type === 'unknown')
  const waiting = evaluation?.type === 'waits' ? evaluation.command.reference : null
  const command = lost ?? commands.find(({ reference }) => waiting !== null && isSame(reference, waiting))
  if (command) return runIntent(step, command)
  const suggested = evaluation?.type === 'suggests' ? evaluation.choice : null
  return { type: 'choose', choice: wanted, ...(isSameChoice(suggested, wanted) ? {} : { reason: 'I saw it myself' }) }
}

export function runIntent(step: Step, { reference, effect }: Pick<CommandView, 'reference' | 'effect'>): Intent {
  const confirmation =
    effect === 'irreversible'
      ? ({ type: 'typed', phrase: confirmationPhrase(step) } as const)
      : ({ type: 'confirmed' } as const)
  return { type: 'run-command', command: reference, confirmation }
}

function isSame(a: CommandView['reference'], b: CommandView['reference']): boolean {
  return a.step === b.step && a.part === b.part && a.index === b.index
}

/**
 * The next intent along a plan, with the port told what the command shall come to.
 * @returns Null when the run has ended.
 */
export function planned(
  session: Pick<Session, 'situation' | 'state'>,
  plan: readonly Leg[],
  port: Scripted
): Intent | null {
  const { situation } = session
  if (!situation) return null
  const leg = plan[placeOf(session.state)]
  if (!leg || leg.step !== situation.step.id) throw new Error(`the plan does not know ${situation.step.id}`)
  port.next = answerForOption(situation.step, leg.option) ?? { stdout: 'ok\n' }
  return nextIntent(situation, leg.option.choice)
}

function placeOf({ visits }: RunState): number {
  return visits.length - 1
}

/** Inputs with values for every pack; all of them plainly not real. */
export function inputsOf(pack: { pack: { inputs?: readonly { name: string }[] | undefined } }): Record<string, string> {
  return Object.fromEntries((pack.pack.inputs ?? []).map(({ name }) => [name, `fake-value-of-${name.toLowerCase()}`]))
}
