/**
 * Makes an answer to a run that waits, without opening it: what it asks next is answered, written into a file, and signed.
 */
import { createAnalyzer } from '@keys/command-analysis'
import {
  confirmationPhrase,
  fromBase64,
  isSameChoice,
  newestOpen,
  promptOf,
  readRun,
  runNamed,
  situationOf,
  stepHeading,
  toSign,
  type Intent,
  type Prompt,
  type RunState,
  type Situation,
  type StepOption
} from '@keys/runner'
import { bundleIn, signAnswer, systemClock, writeAnswer } from '@keys/runner/node'
import { lineToType, optionWords, shortId } from '@keys/runner/present'
import { statusAt, userConfig, visible } from '@keys/pack'
import { invocation } from '@keys/pack/invocation'
import { resolve } from 'node:path'
import { EXIT, UsageError, type ExitCode, type Terminal } from '../command.js'
import { portsOf } from './interactive-session.js'
import type { RunOptions } from './run-flags.js'
import { namedRunsFolder } from './runs-folder.js'

/** What may be typed for an answer. */
export interface AnswerOptions extends Pick<RunOptions, 'runs' | 'sign'> {
  choose?: string | undefined
  type?: string | undefined
  saw?: string | undefined
  reason?: string | undefined
  agreedBy?: string | undefined
  minutes?: string | undefined
  output?: string | undefined
}

/**
 * Runs `keys answer`.
 * @param typed The run, or a bundle; the newest run that has not ended when it is absent.
 * @param options What is answered.
 * @param terminal The terminal.
 * @throws {UsageError} When there is nothing to answer, or the answer does not do.
 */
export async function makeAnswer(
  typed: string | undefined,
  options: AnswerOptions,
  terminal: Terminal
): Promise<ExitCode> {
  const minutes = minutesIn(options)
  const state = await stateOf(typed, options, terminal)
  const called = { keys: invocation(terminal.environment), runs: namedRunsFolder(options) }
  const resume = lineToType(called, `resume ${shortId(state.run)}`)
  const classifier = await createAnalyzer(Object.values(state.pack.files))
  const situation = situationOf(state, classifier)
  if (situation === null) throw new UsageError(`The run ${state.run} has ended.`, 'There is nothing to answer.')
  const now = systemClock.now()
  const intent = answerTo(promptOf(situation, now), state, situation, options, resume)
  // Secrets are never stored: whoever takes the answer has them.
  const asked = toSign(withSecrets(state), intent, { classifier, now }, minutes * 60_000)
  if (!('statement' in asked)) throw new UsageError(asked.message, `Look at the run: ${resume}`)
  const { statement } = asked
  const { output = `answer-${shortId(state.run)}.json`, sign = userConfig(terminal.environment).signingKey } = options
  terminal.stderr(`${wordsOf(state, situation, intent, minutes)}\n`)
  const isAtTerminal = terminal.person.input.isTTY === true
  const signature = sign === undefined ? null : signAnswer(statement, sign, terminal.folder, isAtTerminal).signature
  writeAnswer(output, terminal.folder, { statement, signature })
  terminal.stdout(`Written: ${output}${signature === null ? '' : ` and ${output}.sig`}\n`)
  const unsigned = `Read it, then sign it: ssh-keygen -Y sign -n keys-answer -f <key> ${output}\n`
  terminal.stdout(`${signature === null ? unsigned : ''}Hand it over; the run takes it: ${resume} --answer ${output}\n`)
  return EXIT.ok
}

function minutesIn({ minutes = '15' }: AnswerOptions): number {
  if (/^[1-9]\d{0,4}$/.test(minutes)) return Number(minutes)
  throw new UsageError(`--minutes ${minutes} is not a number of minutes.`, 'Give a whole number, such as --minutes 30')
}

async function stateOf(typed: string | undefined, options: AnswerOptions, terminal: Terminal): Promise<RunState> {
  const path = typed === undefined ? null : resolve(terminal.folder, typed)
  if (path !== null && statusAt(path)?.isFile() === true) {
    const { journal, packs } = bundleIn(path)
    return stateIn(typed ?? '', readRun({ journal: fromBase64(journal), packs }))
  }
  const { storage } = portsOf(options, terminal)
  const run = typed === undefined ? await newestOpen(storage) : await runNamed(typed, storage)
  const stored = await storage.read(run)
  return stateIn(run, stored && readRun(stored))
}

function stateIn(run: string, read: ReturnType<typeof readRun>): RunState {
  if (read !== null && read.fault === null) return read.state
  throw new UsageError(`The record of ${run} is damaged.`, `See where: keys verify-evidence ${run}`)
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
function answerTo(
  prompt: Prompt,
  state: RunState,
  situation: Situation,
  options: AnswerOptions,
  resume: string
): Intent {
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
  const where = `${run}, on ${session?.host ?? 'no machine'} in ${folder ?? 'no folder'}`
  const until = `Valid for ${minutes} minutes, and only while the run stands there.`
  return [stepHeading(step), ...what.split('\n'), `Run: ${where}. ${until}`].map(visible).join('\n')
}
