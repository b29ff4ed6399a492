/**
 * What a step shows: where it stands, what to do, the commands, what came of them.
 */
import { effectOf, isRequired, stepHeading } from '@keys/parser/model'
import { missingByName } from '../run/inputs.js'
import { type CommandView, type Situation } from '../run/situation.js'
import { lastExecution, type RunState } from '../run/state.js'
import type { Input, Step } from '@keys/schema'
import { gap, labeled, text, type Block } from './blocks.js'
import { endWords } from '../run/end-words.js'
import { shownText } from '../run/output-text.js'
import { fieldText, stepText } from './source-text.js'
import { markdownBlocks } from './markdown-blocks.js'
import { commandBadge, duration, shortId, stepBadge, timerWords } from './format.js'

/** A command with more lines would push what it is for off the screen. */
export const MOST_LINES = 12

/** The texts of a team for a step, such as those of an overlay. */
export type NotesFor = (step: string) => readonly string[]

/**
 * Where a run stands, and what its step says.
 * @param state The state of the run.
 * @param situation What there is to do.
 * @param notes What the team adds to the step.
 */
export function stepBlocks(state: RunState, situation: Situation, notes: readonly string[]): Block[] {
  const { step, section, number, of, visit } = situation
  const { runbook, files } = state.pack
  const again = visit > 1 ? `, for the ${ordinal(visit)} time` : ''
  return [
    gap,
    { type: 'rule', left: section?.title ?? 'Steps', right: `step ${number} of ${of}${again}` },
    { type: 'title', text: stepHeading(step), badge: stepBadge(step, situation.commands) },
    ...stepText(files['README.md'] ?? '', runbook, step),
    ...notes.flatMap((note) => [gap, text('Your team', 'strong'), ...markdownBlocks(note)])
  ]
}

/** The step, the time that is left, and the run, in one line: it is in sight when the step has scrolled away. */
export function statusLine(
  state: RunState,
  { timers, step, number, of }: Pick<Situation, 'timers' | 'step' | 'number' | 'of'>,
  now: string
): string {
  const where = `${step.label ?? 'Step'} (${number}/${of})`
  return [where, ...timers.map((timer) => timerWords(timer, now)), `run ${shortId(state.run)}`].join(' · ')
}

function ordinal(count: number): string {
  return count === 2 ? '2nd' : count === 3 ? '3rd' : `${count}th`
}

/**
 * A command before it runs.
 * @param state The state of the run.
 * @param situation What there is to do.
 * @param command The command.
 */
export function commandBlocks(state: RunState, situation: Situation, command: CommandView): Block[] {
  const { step, commands } = situation
  const { part } = command.reference
  const whose = part === 'verification' ? 'Verification' : part === 'rollback' ? 'Rollback' : 'Command'
  const alike = commands.filter(({ reference }) => reference.part === part)
  const count = alike.length > 1 ? ` ${alike.indexOf(command) + 1} of ${alike.length}` : ''
  // An expectation stands in the text of the step already, when that is on the screen; with several it is far away.
  const label = part === 'verification' ? 'verification' : 'expected'
  const expected = commands.length > 1 ? step.fields.find((field) => field.label === label) : undefined
  return [
    gap,
    {
      type: 'code',
      label: `${whose}${count} · ${command.command.interpreter ?? ''} · ${commandBadge(command)}`,
      code: command.command.code,
      most: MOST_LINES
    },
    ...whatItDoes(step, command),
    ...asksBlocks(command),
    ...endlessBlocks(command),
    ...(expected && part !== 'rollback'
      ? [labeled(expected.name, fieldText(state.pack.files['README.md'] ?? '', expected))]
      : []),
    ...readsBlocks(state, command)
  ]
}

/** The values that a command reads; those that nobody gave in one line, in the order in which they are asked for. */
function readsBlocks(state: RunState, { command, missing }: CommandView): Block[] {
  const pairs = command.inputs
    .filter((name) => Object.hasOwn(state.inputs, name))
    .flatMap((name) => inputPair(state, name))
  const line = (label: string, inputs: readonly Input[]): Block[] =>
    inputs.length === 0 ? [] : [text(`${label}: ${inputs.map(({ name }) => name).join(', ')}`, 'dim')]
  return [
    ...(pairs.length > 0 ? [text('It reads:', 'dim'), { type: 'pairs', pairs } satisfies Block] : []),
    ...line('It reads, and asks for', [...missing.filter(isRequired), ...missingByName(state, command)]),
    ...line(
      'Not given',
      missing.filter((input) => !isRequired(input))
    )
  ]
}

/** Why a command is not what its step is called; nothing where it is. */
function whatItDoes(step: Step, { reference, classification }: CommandView): Block[] {
  if (effectOf(step, reference.part) !== 'read-only' || classification.effect === 'read-only') return []
  const { reasons } = classification
  const isChange = classification.effect === 'changes'
  const lead = isChange ? 'Its step only looks, and it changes something' : 'It cannot be shown to be read-only'
  const found = reasons.filter(({ effect }) => !isChange || effect === 'changes').slice(0, 3)
  const more = reasons.length > found.length ? ', and more' : ''
  return [
    text(`${lead}: ${[...new Set(found.map(({ what }) => what))].join('; ')}${more}.`, isChange ? 'bad' : 'warning')
  ]
}

/** What it asks a person at the terminal, which it only has when it is given it. */
function asksBlocks({ classification: { asks } }: CommandView): Block[] {
  if (asks.length === 0) return []
  const names = asks.map((name) => `\`${name}\``).join(', ')
  return [text(`It asks at the terminal (${names}): run it with t, so that it gets this one.`, 'warning')]
}

/** What goes on until somebody ends it. */
function endlessBlocks({ classification: { endless } }: CommandView): Block[] {
  if (endless.length === 0) return []
  const names = endless.map((name) => `\`${name}\``).join(', ')
  return [text(`It goes on until you end it with Ctrl-C (${names}): the run goes on then.`, 'warning')]
}

/** An input with what is known of its value. */
export function inputPair(state: RunState, name: string): [name: string, value: string][] {
  const input = (state.pack.pack.inputs ?? []).find((candidate) => candidate.name === name)
  return input ? [[name, valueWords(state, input)]] : []
}

/** The value of an input as it may be shown. */
export function valueWords(state: RunState, { name, secret, required }: Input): string {
  const known = state.inputs[name]
  if (!known) return isRequired({ required }) ? '(not given yet)' : '(not given)'
  if (secret === true || known.secret) return '[hidden]'
  return known.value ?? '(left out)'
}

/** How a command ended, and how long it took. */
export function outcomeBlocks(state: RunState, command: CommandView['reference']): Block[] {
  const execution = lastExecution(state, command)
  if (!execution) return []
  const took = execution.duration === null ? '' : ` · ${duration(execution.duration)}`
  const { end } = execution
  const isGood = (end?.type === 'exited' || end?.type === 'reported') && end.status === 0
  const wanted = !isGood && WANTED_A_PERSON.test(shownText(`${execution.stdout}\n${execution.stderr}`))
  return [
    text(`${isGood ? '✓' : '✗'} ${endWords(end)}${took}`, isGood ? 'good' : 'bad'),
    ...(wanted
      ? [text('It wanted to ask somebody, and commands of a run have no terminal. With t it gets this one.', 'warning')]
      : [])
  ]
}

/** What programs say when they cannot ask. */
const WANTED_A_PERSON =
  /\/dev\/tty: No such device|terminal is required|no tty present|not a (tty|terminal)|must be run (from|in) a (tty|terminal)|Host key verification failed|no password supplied|Inappropriate ioctl for device|interactive (terminal|session) is required|could not read (Username|Password)|requires a TTY/i
