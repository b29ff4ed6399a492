/**
 * Asks for the values that commands read.
 */
import { doubtOf, inputsInUse, missingInputs, readAssignments, shownText } from '@keys/runner'
import type { Input } from '@keys/schema'
import { type Block, gap, inputBlocks, missingBlock, shortId, text, valueWords } from '@keys/runner/present'
import type { RunController } from './run-controller.js'

/**
 * Says which values came from the environment, and asks whether to give the others now or when a command needs them.
 * @param controller The session and the person.
 */
export async function offerInputs(controller: RunController): Promise<void> {
  const { state } = controller.session
  const given = inputsInUse(state.pack).filter(({ name }) => Object.hasOwn(state.inputs, name))
  if (given.length > 0) {
    controller.dialogue.show([
      gap,
      text('Values that the commands read', 'strong'),
      { type: 'pairs', pairs: given.map((input) => [input.name, valueWords(state, input)] as const) }
    ])
  }
  for (;;) {
    const missing = missingInputs(controller.session.state)
    if (missing.length === 0) return
    controller.dialogue.show([gap, text('Missing values', 'strong'), missingBlock(missing)])
    const way = await askHow(controller, missing.length)
    if (way === 'one by one') await askInputs(controller, missing)
    if (way !== 'paste') return
    await pasteInputs(controller)
  }
}

type Way = 'one by one' | 'paste' | 'later'

async function askHow({ dialogue, session: { state } }: RunController, count: number): Promise<Way> {
  // The title has scrolled away by now.
  const status = (): string => `${state.pack.pack.title} · run ${shortId(state.run)}`
  // The first minute is for the first commands, which need few of them.
  const later = { value: 'later', label: 'Begin: each is asked for when a command needs it' } as const
  if (count === 1) {
    return dialogue.choose<Way>({
      head: [text('One value is missing.')],
      options: [{ value: 'one by one', label: 'Give it now' }, later],
      preselected: 0,
      keys: [],
      status
    })
  }
  return dialogue.choose<Way>({
    head: [text(`${count} values are missing. Secrets are not shown and never stored.`)],
    options: [
      later,
      { value: 'one by one', label: 'Give them one by one' },
      { value: 'paste', label: 'Paste them at once', note: 'as NAME=value, one or many' }
    ],
    preselected: 0,
    keys: [],
    status
  })
}

/** Takes values that are pasted, until there is no more to paste or nothing is missing. */
async function pasteInputs(controller: RunController): Promise<void> {
  const names = new Set((controller.session.state.pack.pack.inputs ?? []).map(({ name }) => name))
  while (missingInputs(controller.session.state).length > 0) {
    const pasted = await controller.dialogue.ask({
      label: 'NAME=value',
      head: [text("Paste lines such as NAME=value or export NAME='value'. Nothing of them is shown. Empty goes back.")],
      isSecret: true,
      refuse: (answer) => pasteFault(answer, names)
    })
    const read = readAssignments(pasted ?? '')
    if (!('values' in read) || read.values.size === 0) return
    await setPasted(controller, read.values, names)
  }
}

/** What is wrong with what was pasted; null for nothing. */
function pasteFault(pasted: string, names: ReadonlySet<string>): string | null {
  const read = readAssignments(pasted)
  if ('fault' in read) return read.fault
  const isKnown = pasted === '' || [...read.values.keys()].some((name) => names.has(name))
  return isKnown ? null : `None of these is a value of this runbook: ${[...read.values.keys()].join(', ')}.`
}

async function setPasted(
  controller: RunController,
  values: ReadonlyMap<string, string>,
  names: ReadonlySet<string>
): Promise<void> {
  const set: string[] = []
  const doubts: Block[] = []
  for (const input of inputsInUse(controller.session.state.pack)) {
    const value = values.get(input.name) ?? ''
    if (value === '') continue
    if (await controller.perform({ type: 'set-input', name: input.name, value, origin: 'person' })) set.push(input.name)
    const doubt = doubtOf(input, value)
    if (doubt !== null) doubts.push(text(`${input.name}: ${doubt}. Set it again with i, if it is wrong.`, 'warning'))
  }
  if (set.length > 0) controller.dialogue.show([text(`Set: ${set.join(', ')}.`, 'good'), ...doubts])
  const others = [...values.keys()].filter((name) => !names.has(name))
  if (others.length > 0) controller.dialogue.show([text(`Not of this runbook, left out: ${others.join(', ')}.`, 'dim')])
}

/**
 * Asks for some values, one after the other.
 * @param controller The session and the person.
 * @param inputs Which.
 * @param how Whether an empty answer keeps what is there, instead of leaving the value out.
 * @returns Whether all of them were answered; leaving one out is an answer.
 */
export async function askInputs(
  controller: RunController,
  inputs: readonly Input[],
  { keeps = false }: { keeps?: boolean } = {}
): Promise<boolean> {
  for (let index = 0; index < inputs.length;) {
    const input = inputs[index]
    if (input === undefined) break
    const count = inputs.length > 1 ? ` (${index + 1} of ${inputs.length})` : ''
    const answer = await controller.dialogue.ask({
      label: input.name,
      head: inputBlocks(controller.session.state, input, { count, keeps }),
      isSecret: input.secret ?? false,
      refuse: oncePerValue((value) => doubtfulWords(input, value))
    })
    // Back to the value before it; from the first one, away.
    if (answer === null && index === 0) return false
    index += answer === null ? -1 : 1
    if (answer === null) continue
    if (answer === '' && keeps) continue
    if (answer === '') controller.leftOut.add(input.name)
    if (answer === '' && !Object.hasOwn(controller.session.state.inputs, input.name)) continue
    const value = answer === '' ? null : answer
    // What was refused is asked again, with the reason above it.
    if (!(await controller.perform({ type: 'set-input', name: input.name, value, origin: 'person' }))) index--
  }
  return true
}

/**
 * Asks for values that may be left out: several at once, so that leaving them out is one key.
 * @param controller The session and the person.
 * @param inputs Which.
 * @returns Whether all of them were answered; leaving one out is an answer.
 */
export async function askOptional(controller: RunController, inputs: readonly Input[]): Promise<boolean> {
  if (inputs.length < 2) return askInputs(controller, inputs)
  const names = inputs.map(({ name }) => name)
  const gives = await controller.dialogue.choose<boolean | null>({
    head: [text(`It also reads ${inputs.length} values that may be left out: ${names.join(', ')}.`)],
    options: [
      { value: false, label: 'Leave them out' },
      { value: true, label: 'Give them one by one' }
    ],
    preselected: 0,
    keys: [],
    back: { value: null }
  })
  if (gives === null) return false
  if (gives) return askInputs(controller, inputs)
  for (const name of names) controller.leftOut.add(name)
  return true
}

/**
 * Asks for the values that a command named when it said what is missing or wrong.
 * @param controller The session and the person.
 * @param printed What the command printed.
 */
export async function askNamed(controller: RunController, printed: string): Promise<void> {
  const words = new Set(shownText(printed).match(/[A-Z][A-Z\d_]*/g))
  const named = inputsInUse(controller.session.state.pack).filter(({ name }) => words.has(name))
  if (named.length > 0) await askInputs(controller, named, { keeps: true })
}

/** What is to be said of a value that does not look like its example; null for nothing. It may be right all the same. */
function doubtfulWords(input: Input, value: string): string | null {
  const doubt = value === '' ? null : doubtOf(input, value)
  if (doubt === null) return null
  const article = doubt.charAt(0).toUpperCase() + doubt.slice(1)
  return `${article}. Compare it with the example: ${input.example ?? ''}. The same once more takes it as it is.`
}

/** Refuses a value once: whoever gives the same again means it. */
function oncePerValue(refuse: (value: string) => string | null): (value: string) => string | null {
  let last: string | null = null
  return (value) => {
    if (value === last) return null
    last = value
    return refuse(value)
  }
}

/**
 * Shows all values and lets them be set again, until there is no more to set.
 * @param controller The session and the person.
 */
export async function changeInputs(controller: RunController): Promise<void> {
  for (;;) {
    const { state } = controller.session
    const inputs = inputsInUse(state.pack)
    const chosen = await controller.dialogue.choose<Input | null>({
      head: [text('Which value do you want to set?', 'strong')],
      options: [
        ...inputs.map((input) => ({ value: input, label: `${input.name} = ${valueWords(state, input)}` })),
        { value: null, label: 'None, go back' }
      ],
      preselected: inputs.length,
      keys: [],
      back: { value: null }
    })
    if (chosen === null) return
    await askInputs(controller, [chosen])
  }
}
