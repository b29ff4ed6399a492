/**
 * Compares what pack.json demands of an operator.
 */
import {
  compareDotted,
  PACK_FIELD_CHANGES,
  type Input,
  type Pack,
  type PackFieldByParts,
  type PackFieldChange,
  type RequiredTool,
  type Runbook
} from '@keys/schema'
import { isRequired } from '../model/inputs.js'
import { WHOLE, type Placed, type Recorder } from './recorder.js'

const FILE = { file: 'pack.json' } as const
const ACCESS = ['read', 'write', 'admin'] as const
/** What is compared of pack.json. A pack that cannot be read has none. */
export type PackFacts = Readonly<Partial<Pack>>

/** A pack with the runbook that it describes. */
interface Side {
  pack: PackFacts
  runbook: Runbook
}

/** Compares a field that has parts; a field of that kind without a row does not compile. */
const BY_PARTS: Readonly<Record<PackFieldByParts, (before: Side, after: Side, record: Recorder) => void>> = {
  inputs: (before, after, record) => diffInputs(inputsOf(before), inputsOf(after), record),
  required_tools: ({ pack: was }, { pack: is }, record) =>
    diffTools(was.required_tools ?? [], is.required_tools ?? [], record),
  required_access_level: ({ pack: was }, { pack: is }, record) => diffAccess(was, is, record),
  entitlement: ({ pack: was }, { pack: is }, record) => diffEntitlement(was, is, record)
}

/** Compares the metadata of two versions. */
export function diffPack(before: Side, after: Side, record: Recorder): void {
  for (const compare of Object.values(BY_PARTS)) compare(before, after, record)
  for (const name of new Set([...Object.keys(before.pack), ...Object.keys(after.pack)])) {
    const change = changeOf(name)
    if (change === 'by-parts' || change === 'covered-elsewhere') continue
    altered(change, name, valueOf(before.pack, name), valueOf(after.pack, name), record)
  }
}

/** How a change of a field is judged; one that somebody added by themselves is metadata. */
function changeOf(name: string): PackFieldChange {
  return Object.entries(PACK_FIELD_CHANGES).find(([field]) => field === name)?.[1] ?? 'metadata-changed'
}

/** The declared inputs; in a pack from before there were any, those that its commands read. */
function inputsOf({ pack, runbook }: Side): ReadonlyMap<string, Partial<Input>> {
  const inputs: readonly Partial<Input>[] = pack.inputs ?? runbook.inputs.map(({ name }) => ({ name }))
  return new Map(inputs.map((input) => [input.name ?? '', input]))
}

type InputPart = (name: string, was: Partial<Input>, is: Partial<Input>, record: Recorder) => void

/** Compares a part of what is said of an input; a part without a row does not compile. */
const INPUT_PARTS: Readonly<Record<Exclude<keyof Input, 'name'>, InputPart>> = {
  required: (name, was, is, record) => {
    if (isRequired(is) === isRequired(was)) return
    const type = isRequired(is) ? 'input-made-required' : 'input-made-optional'
    record.altered(type, WHOLE, word(name), word(name), FILE)
  },
  secret: (name, was, is, record) => {
    if ((is.secret === true) === (was.secret === true)) return
    const type = is.secret === true ? 'input-made-secret' : 'input-made-public'
    record.altered(type, WHOLE, word(name), word(name), FILE)
  },
  description: (name, was, is, record) =>
    metadata(`inputs, ${name}, description`, was.description, is.description, record),
  example: (name, was, is, record) => metadata(`inputs, ${name}, example`, was.example, is.example, record)
}

function diffInputs(
  before: ReadonlyMap<string, Partial<Input>>,
  after: ReadonlyMap<string, Partial<Input>>,
  record: Recorder
): void {
  for (const [name, is] of after) {
    const was = before.get(name)
    const required = isRequired(is)
    if (was === undefined) {
      record.added(required ? 'required-input-added' : 'optional-input-added', WHOLE, word(name), FILE)
      continue
    }
    for (const compare of Object.values(INPUT_PARTS)) compare(name, was, is, record)
  }
  for (const name of before.keys()) if (!after.has(name)) record.removed('input-removed', WHOLE, word(name), FILE)
}

/** Compares a part of what is said of a tool; a part without a row does not compile. */
const TOOL_PARTS: Readonly<
  Record<Exclude<keyof RequiredTool, 'command'>, (was: RequiredTool, is: RequiredTool, record: Recorder) => void>
> = {
  minimum_version: (was, is, record) => {
    const order = compareDotted(is.minimum_version ?? '', was.minimum_version ?? '')
    if (order !== 0)
      record.altered(order > 0 ? 'tool-raised' : 'tool-lowered', WHOLE, versionWord(was), versionWord(is), FILE)
  },
  needed_with: (was, is, record) => {
    if (is.needed_with === was.needed_with) return
    // Who did not set that input did not need it so far.
    const type = was.needed_with === undefined ? 'tool-lowered' : 'tool-raised'
    record.altered(type, WHOLE, toolWord(was), toolWord(is), FILE)
  }
}

function diffTools(before: readonly RequiredTool[], after: readonly RequiredTool[], record: Recorder): void {
  const then = new Map(before.map((tool) => [tool.command, tool]))
  const now = new Map(after.map((tool) => [tool.command, tool]))
  for (const [name, is] of now) {
    const was = then.get(name)
    if (was === undefined) {
      record.added('tool-added', WHOLE, toolWord(is), FILE)
      continue
    }
    for (const compare of Object.values(TOOL_PARTS)) compare(was, is, record)
  }
  for (const [name, was] of then) if (!now.has(name)) record.removed('tool-removed', WHOLE, toolWord(was), FILE)
}

function diffAccess(before: PackFacts, after: PackFacts, record: Recorder): void {
  const [was, is] = [before.required_access_level, after.required_access_level]
  if (was === is) return
  // Where nothing is said, nobody was asked for more than reading.
  const rank = (level: typeof was): number => (level === undefined ? 0 : ACCESS.indexOf(level))
  if (rank(was) === rank(is)) metadata('required_access_level', was, is, record)
  else {
    const type = rank(is) > rank(was) ? 'access-raised' : 'access-lowered'
    record.altered(type, WHOLE, word(was ?? 'read'), word(is ?? 'read'), FILE)
  }
}

function diffEntitlement(before: PackFacts, after: PackFacts, record: Recorder): void {
  const [was, is] = [before.entitlement, after.entitlement]
  if (was === is) return
  const type = is === undefined ? 'entitlement-dropped' : 'entitlement-demanded'
  record.altered(type, WHOLE, word(was ?? 'free'), word(is ?? 'free'), FILE)
}

function metadata(name: string, was: unknown, is: unknown, record: Recorder): void {
  altered('metadata-changed', name, was, is, record)
}

function altered(
  type: Exclude<PackFieldChange, 'by-parts' | 'covered-elsewhere'>,
  name: string,
  was: unknown,
  is: unknown,
  record: Recorder
): void {
  const [then, now] = [shown(was), shown(is)]
  if (then !== now) record.altered(type, WHOLE, word(then), word(now), { ...FILE, part: name })
}

function valueOf(pack: PackFacts, name: string): unknown {
  return Object.entries(pack).find(([field]) => field === name)?.[1]
}

function shown(value: unknown): string {
  if (value === undefined) return 'absent'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function toolWord({ command, minimum_version: version, needed_with: input }: RequiredTool): Placed {
  const name = version === undefined ? command : `${command} ${version}`
  return word(input === undefined ? name : `${name} (where ${input} is set)`)
}

function versionWord({ command, minimum_version: version }: RequiredTool): Placed {
  return word(version === undefined ? command : `${command} ${version}`)
}

function word(text: string): Placed {
  return { text, position: null }
}
