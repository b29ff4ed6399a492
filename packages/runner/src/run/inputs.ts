/**
 * The values that commands need.
 */
import type { Command, Input } from '@keys/schema'
import type { RunPack } from '../pack.js'
import { isRequired, writtenCommandsOf } from '@keys/parser/model'
import type { SessionOptions } from './session-options.js'
import type { RunState } from './state.js'

/**
 * Declared inputs in the order in which commands read them; those that no command reads are left out.
 * @param pack The pack.
 */
export function inputsInUse(pack: Pick<RunPack, 'pack' | 'runbook'>): readonly Input[] {
  const known = inUse.get(pack)
  if (known) return known
  const found = findInputsInUse(pack)
  inUse.set(pack, found)
  return found
}

/** Each situation asks for each of its commands, and a pack stays as it is. */
const inUse = new WeakMap<Pick<RunPack, 'pack' | 'runbook'>, readonly Input[]>()

function findInputsInUse({ pack, runbook }: Pick<RunPack, 'pack' | 'runbook'>): Input[] {
  const commands = runbook.steps
    .flatMap(writtenCommandsOf)
    .toSorted((a, b) => a.position.start.offset - b.position.start.offset)
  const declared = new Map((pack.inputs ?? []).map((input) => [input.name, input]))
  // A check that all inputs are there names them one after the other and uses none of them: what follows does.
  const uses = commands.filter(({ inputs }) => inputs.length < MANY || inputs.length * 2 <= declared.size)
  const byName = commands.flatMap((command) => lookedUp(command, declared.keys()))
  const names = new Set([...[...uses, ...commands].flatMap(({ code, inputs }) => inOrderOf(code, inputs)), ...byName])
  return [...names].flatMap((name) => declared.get(name) ?? [])
}

/** A command that reads fewer inputs is no check of all of them. */
const MANY = 4

/** How a program reads a variable whose name it has in another one: `${!name}`, `printenv "$name"`, `process.env[name]`. */
const BY_NAME =
  /\$\{!\w|\bprintenv\b|\$\(\s*env\s*\)|\b(?:declare|export) -p\b|\bcompgen -[ev]|process\.env\[(?!['"])|os\.environ\[(?!['"])|getenv\((?!['"])/

/** The names of inputs that a command holds as words and looks up by them. */
function lookedUp({ code, scripts = [] }: Pick<Command, 'code' | 'scripts'>, names: Iterable<string>): string[] {
  const texts = [code, ...scripts.map((script) => script.code)].filter((text) => BY_NAME.test(text))
  const words = new Set(texts.flatMap((text) => text.match(/[A-Z][A-Z\d_]*/g) ?? []))
  return [...names].filter((name) => words.has(name))
}

/**
 * Required inputs that nobody has given yet and that a command looks up by their names, as a check of all of them does.
 * It runs without them, and then says that they are missing.
 * @param state The state of a run.
 * @param command The command.
 */
export function missingByName(state: RunState, command: Pick<Command, 'code' | 'scripts' | 'inputs'>): Input[] {
  const names = lookedUp(
    command,
    (state.pack.pack.inputs ?? []).map(({ name }) => name)
  )
  return missingInputs(state, names).filter((input) => isRequired(input) && !command.inputs.includes(input.name))
}

/** The inputs of a command as it names them one after the other. */
function inOrderOf(code: string, names: readonly string[]): string[] {
  const placeOf = (name: string): number => code.search(new RegExp(`\\b${name}\\b`))
  return names.toSorted((a, b) => placeOf(a) - placeOf(b))
}

/**
 * Inputs that nobody has given yet, in the order in which commands read them.
 * @param state The state of a run.
 * @param names Which to look at; all required ones that commands read when it is absent.
 */
export function missingInputs(state: RunState, names?: readonly string[]): Input[] {
  const isWanted = (input: Input): boolean => (names ? names.includes(input.name) : isRequired(input))
  return inputsInUse(state.pack).filter((input) => isWanted(input) && !Object.hasOwn(state.inputs, input.name))
}

/** A value that was there before anybody was asked. */
export interface GivenInput {
  name: string
  value: string
  origin: 'environment' | 'overlay'
}

/**
 * Declared inputs that the run does not have yet, and that are there: in the environment, else in the presets of the team.
 * @param state The state of a run.
 * @param around What there is.
 */
export function givenInputs(
  state: RunState,
  { environment, presets = {} }: Pick<SessionOptions, 'environment' | 'presets'>
): GivenInput[] {
  const isGiven = (value: string | undefined): value is string => value !== undefined && value !== ''
  return (state.pack.pack.inputs ?? []).flatMap(({ name }): GivenInput[] => {
    const [outside, preset] = [environment[name], presets[name]]
    if (Object.hasOwn(state.inputs, name)) return []
    if (isGiven(outside)) return [{ name, value: outside, origin: 'environment' }]
    return isGiven(preset) ? [{ name, value: preset, origin: 'overlay' }] : []
  })
}
