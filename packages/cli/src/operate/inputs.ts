/**
 * Asks for the values that commands read.
 */
import { missingInputs } from '@keys/runner'
import type { Input } from '@keys/schema'
import { text, type Block } from './blocks.js'
import type { Desk } from './desk.js'
import { valueWords } from './step-blocks.js'

/**
 * Says which values came from the environment, and asks whether to give the others now or when a command needs them.
 * @param desk The session and the person.
 */
export async function offerInputs(desk: Desk): Promise<void> {
  const { state } = desk.session
  const declared = state.pack.pack.inputs ?? []
  if (declared.length === 0) return
  const missing = missingInputs(state)
  desk.dialogue.show([
    text('Values that the commands read', 'strong'),
    { type: 'pairs', pairs: declared.map((input) => [input.name, valueWords(state, input)] as const) }
  ])
  if (missing.length === 0) return
  const count = missing.length === 1 ? 'One value is missing.' : `${missing.length} values are missing.`
  const isNow = await desk.dialogue.choose({
    head: [text(`${count} Each is asked once; secrets are not shown and never stored.`)],
    options: [
      { value: true, label: 'Give them now' },
      { value: false, label: 'Later, each when a command needs it' }
    ],
    preselected: 0,
    keys: []
  })
  if (isNow) await askInputs(desk, missing)
}

/**
 * Asks for some values, one after the other.
 * @param desk The session and the person.
 * @param inputs Which.
 * @returns Whether all of them were answered; leaving one out is an answer.
 */
export async function askInputs(desk: Desk, inputs: readonly Input[]): Promise<boolean> {
  for (const [index, input] of inputs.entries()) {
    const count = inputs.length > 1 ? ` (${index + 1} of ${inputs.length})` : ''
    const answer = await desk.dialogue.ask({
      label: input.name,
      head: inputBlocks(input, count),
      isSecret: input.secret ?? false
    })
    if (answer === null) return false
    if (answer === '') desk.leftOut.add(input.name)
    if (answer === '' && !Object.hasOwn(desk.session.state.inputs, input.name)) continue
    await desk.perform({ type: 'set-input', name: input.name, value: answer === '' ? null : answer, origin: 'person' })
  }
  return true
}

function inputBlocks({ name, description, example, secret }: Input, count: string): Block[] {
  return [
    text(`${name}${count}${secret === true ? ', secret: what you type is not shown' : ''}`, 'strong'),
    text(description),
    ...(example === undefined ? [] : [text(`For example: ${example}`, 'dim')]),
    text('Empty leaves it out.', 'dim')
  ]
}

/**
 * Shows all values and lets one be set again.
 * @param desk The session and the person.
 */
export async function changeInputs(desk: Desk): Promise<void> {
  const { state } = desk.session
  const inputs = state.pack.pack.inputs ?? []
  const chosen = await desk.dialogue.choose<Input | null>({
    head: [text('Which value do you want to set?', 'strong')],
    options: [
      ...inputs.map((input) => ({ value: input, label: `${input.name} = ${valueWords(state, input)}` })),
      { value: null, label: 'None, go back' }
    ],
    preselected: inputs.length,
    keys: []
  })
  if (chosen) await askInputs(desk, [chosen])
}
