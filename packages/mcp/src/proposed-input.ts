/**
 * Which values an agent may give to the commands that only read. A value may send a secret elsewhere, name a file, or be
 * taken for an option: so only plain names, numbers and times are taken, and none that a person, the team or the machine
 * has given.
 */
import type { RunState } from '@keys/runner'
import { commandsOf, effectOf } from '@keys/parser/model'
import { isSecretName, isSecretValue, type CommandPart } from '@keys/schema'

/** Words in the name of an input that say where something is, or what is done. */
const PLACE =
  /(?:^|_)(?:URL|URI|BASE|HOST|HOSTNAME|ADDR|ADDRESS|ENDPOINT|DOMAIN|SERVER|PROXY|PORT|DIR|FOLDER|PATH|FILE|LOG|SCRIPT|CMD|COMMAND|SHELL|BIN|TOOL|OPTS|OPTIONS|ARGS|FLAGS|DSN|SOCKET|CONFIG|PROFILE|REGION|ACCOUNT|CONTEXT|USER|ROLE)$/

/** A plain name, number or time: it begins with a letter or a digit, and has no dot that a host could have. */
const PLAIN = /^(?:[A-Za-z0-9][A-Za-z0-9_:+-]{0,199}|\d{1,15}\.\d{1,15}|\d{4}-\d{2}-\d{2}T[\d:]{5,8}(?:\.\d{1,9})?Z?)$/

/** Why a value that may be a secret is not taken. It is written down nowhere. */
export const IS_SECRET = 'A secret is given by a person.'

const PARTS: readonly CommandPart[] = ['step', 'verification', 'rollback', 'manual-alternative']

/**
 * Why a value of an agent is not taken; null when it is.
 * @param state The state of the run.
 * @param name The input.
 * @param value The value.
 */
export function refusalOfInput(state: RunState, name: string, value: string): string | null {
  const input = state.pack.pack.inputs?.find((candidate) => candidate.name === name)
  // First of all: what may be a secret is told to nobody, whatever else speaks against it.
  if (input?.secret === true || isSecretName(name) || isSecretValue(value)) return IS_SECRET
  if (!input) return 'The runbook has no such input.'
  if (Object.hasOwn(state.inputs, name) && state.inputs[name]?.origin !== 'agent') return 'It has a value already.'
  if (PLACE.test(name)) return 'What names a place or a program is given by a person.'
  if (!PLAIN.test(value)) return 'An agent gives plain names, numbers and times only.'
  return isUsedToChange(state, name) ? 'A step that changes something reads it.' : null
}

function isUsedToChange({ pack }: RunState, name: string): boolean {
  return pack.runbook.steps.some((step) =>
    PARTS.some(
      (part) =>
        effectOf(step, part) !== 'read-only' &&
        commandsOf(step, part).some(({ command }) => command.inputs.includes(name))
    )
  )
}
