/**
 * The values that commands read, when they are asked for.
 */
import { isRequired } from '@keys/parser/model'
import type { Input } from '@keys/schema'
import type { RunState } from '../run/state.js'
import { text, type Block } from './blocks.js'
import { valueWords } from './step-blocks.js'

/** With more values, what each of them is would push the warnings of the runbook off the screen: it is said when it is asked for. */
const MOST_DESCRIBED = 3

/**
 * The values that nobody has given yet.
 * @param missing Their inputs.
 */
export function missingBlock(missing: readonly Input[]): Block {
  if (missing.length <= MOST_DESCRIBED)
    return { type: 'pairs', pairs: missing.map((input) => [input.name, wantedWords(input)] as const) }
  return text(missing.map(({ name, secret }) => (secret === true ? `${name} (secret)` : name)).join(', '), 'plain', 2)
}

/** What an input is, and where its value is found. */
function wantedWords({ description, secret, required }: Input): string {
  const kind = [secret === true ? 'secret' : '', isRequired({ required }) ? '' : 'may be left out']
  const words = kind.filter((word) => word !== '').join(', ')
  return words === '' ? description : `(${words}) ${description}`
}

/**
 * An input when its value is asked for.
 * @param state The state of the run.
 * @param input The input.
 * @param how Which of several it is, as words; whether an empty answer keeps what is there.
 */
export function inputBlocks(
  state: RunState,
  input: Input,
  { count, keeps }: { count: string; keeps: boolean }
): Block[] {
  const { name, description, example, secret } = input
  const isThere = Object.hasOwn(state.inputs, name)
  const leavesOut = isThere ? 'takes it away' : isRequired(input) ? 'leaves it out for now' : 'leaves it out'
  return [
    text(`${name}${count}${secret === true ? ', secret: what you type is not shown' : ''}`, 'strong'),
    text(description),
    ...(example === undefined ? [] : [text(`For example: ${example}`, 'dim')]),
    ...(isThere ? [text(`It is now: ${valueWords(state, input)}`, 'dim')] : []),
    text(`Empty ${keeps ? 'keeps it as it is' : leavesOut}.`, 'dim')
  ]
}
