/**
 * Makes an answer to a run that waits, without opening it: from what somebody says to what is signed.
 */
import { UsageError, visible } from '@keys/pack'
import { confirmationPhrase, isSameChoice, stepHeading, type StepOption } from '@keys/parser/model'
import type { SessionPorts } from '../run/session-options.js'
import { optionWords } from '../present/option-labels.js'
import { toSign } from '../run/decide.js'
import type { Intent } from '../run/intents.js'
import { promptOf, type Prompt } from '../run/prompt.js'
import { situationOf, type Situation } from '../run/situation.js'
import type { RunState } from '../run/state.js'

/** What somebody says to what a run asks. */
export interface GivenAnswer {
  /** The number of an option, from 1. */
  choose?: string | undefined
  /** The label of the step, for what cannot be undone. */
  type?: string | undefined
  /** What was seen when it was done by hand. */
  saw?: string | undefined
  /** Why it is decided otherwise than the commands say. */
  reason?: string | undefined
  /** The second person. */
  agreedBy?: string | undefined
  /** How many minutes the answer is taken. */
  minutes?: string | undefined
}

/** What is known where an answer is made. */
export interface AnswerContext {
  classifier: NonNullable<SessionPorts['classifier']>
  now: string
  /** The line with which the run is opened. */
  resume: string
}

/** An answer to be signed. */
export interface MadeAnswer {
  statement: string
  /** What it says, for who signs it. */
  words: string
}

/**
 * Makes the answer to what a run asks next.
 * @param state The state of the run.
 * @param options What somebody says.
 * @param context What is known here.
 * @throws {UsageError} When the run asks nothing, or this does not answer it.
 */
export function madeAnswer(
  state: RunState,
  options: GivenAnswer,
  { classifier, now, resume }: AnswerContext
): MadeAnswer {
  const minutes = minutesIn(options)
  const situation = situationOf(state, classifier)
  if (situation === null) throw new UsageError(`The run ${state.run} has ended.`, 'There is nothing to answer.')
  const intent = answerTo(promptOf(situation, now), state, situation, options, resume)
  // Secrets are never stored: whoever takes the answer has them.
  const asked = toSign(withSecrets(state), intent, { classifier, now }, minutes * 60_000)
  if (!('statement' in asked)) throw new UsageError(asked.message, `Look at the run: ${resume}`)
  return { statement: asked.statement, words: wordsOf(state, situation, intent, minutes) }
}

function minutesIn({ minutes = '15' }: GivenAnswer): number {
  if (/^[1-9]\d{0,4}$/.test(minutes)) return Number(minutes)
  throw new UsageError(`--minutes ${minutes} is not a number of minutes.`, 'Give a whole number, such as --minutes 30')
}

/** A state as it is with the secrets of its runbook. */
function withSecrets(state: RunState): RunState {
  const secrets = (state.pack.pack.inputs ?? []).filter(({ secret }) => secret === true)
  const known = secrets.map(
    ({ name }) => [name, { secret: true, value: null, origin: 'environment' as const }] as const
  )
  return { ...state, inputs: { ...Object.fromEntries(known), ...state.inputs } }
}

/** What is wanted by who answers a question. */
function answerTo(prompt: Prompt, state: RunState, situation: Situation, options: GivenAnswer, resume: string): Intent {
  switch (prompt.type) {
    case 'precondition': {
      const { agreedBy } = options
      if (prompt.asksForSecondPerson && agreedBy === undefined)
        throw new UsageError('The text asks for a second person.', 'Name who that is: --agreed-by <name>')
      return { type: 'acknowledge', ...(agreedBy === undefined ? {} : { agreedBy }) }
    }
    case 'manual-action':
      return { type: 'do-manual-action', observed: options.saw ?? null }
    case 'command': {
      const { command } = prompt
      const phrase = confirmationPhrase(situation.step)
      if (command.effect === 'irreversible' && options.type?.toLowerCase() !== phrase.toLowerCase())
        throw new UsageError(
          'It cannot be undone: type the label of the step to answer.',
          `Type it: --type "${phrase}"`
        )
      const confirmation =
        command.effect === 'irreversible' ? ({ type: 'typed', phrase } as const) : { type: 'confirmed' as const }
      return { type: 'run-command', command: command.reference, confirmation }
    }
    case 'options': {
      const option = situation.options[Number(options.choose) - 1]
      if (option !== undefined)
        return {
          type: 'choose',
          choice: option.choice,
          ...(options.reason === undefined ? {} : { reason: options.reason })
        }
      const lines = situation.options.map((one, index) => `${index + 1} ${optionIn(state, one)}`)
      throw new UsageError(`Which one? ${visible(lines.join('; '))}.`, 'Choose it by its number: --choose 1')
    }
    case 'lost-command':
    case 'rollback':
    case 'window':
      throw new UsageError('What the run asks now is answered where it runs.', `Answer it there: ${resume}`)
  }
}

function optionIn(state: RunState, option: StepOption): string {
  const { label, note } = optionWords(state, option)
  return `${label} ${note}`
}

/** What is answered, in words for who signs it. */
function wordsOf(
  state: RunState,
  { step, precondition, manualAction, commands, options }: Situation,
  intent: Intent,
  minutes: number
): string {
  const { session, folder, run } = state
  const what = ((): string => {
    switch (intent.type) {
      case 'acknowledge':
        return `The precondition holds: ${precondition?.text ?? ''}`
      case 'do-manual-action':
        return `This was done by hand: ${manualAction ?? ''}`
      case 'run-command': {
        const { index, part } = intent.command
        const view = commands.find(({ reference }) => reference.index === index && reference.part === part)
        return `This command may run:\n\n${view?.command.code ?? ''}\n`
      }
      case 'choose': {
        const option = options.find(({ choice }) => isSameChoice(choice, intent.choice))
        return `The step is left so: ${option ? optionIn(state, option) : ''}`
      }
      default:
        return ''
    }
  })()
  // A line each: at 80 columns a longer one would be broken within a word.
  const where = [
    `Run ${run}`,
    `On ${session?.host ?? 'no machine'}, in ${folder ?? 'no folder'}`,
    `Valid for ${minutes} minutes, and only while the run stands there.`
  ]
  return [stepHeading(step), ...what.split('\n'), ...where].map(visible).join('\n')
}
