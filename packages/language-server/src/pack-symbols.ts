/**
 * What a pack and its workspace give names to.
 */
import { writtenCommandsOf } from '@keys/parser/model'
import {
  inputSchema,
  referenceNamesOf,
  type CatalogEntry,
  type Command,
  type Input,
  type Runbook,
  type Step
} from '@keys/schema'
import { visible } from '@keys/pack'
import type { PackContext } from './pack-context.js'

/** An input with its place among those of pack.json. */
export interface ListedInput extends Input {
  index: number
}

/** The inputs of pack.json that can be read, whatever else is wrong there. */
export function inputsOf({ source }: PackContext): ListedInput[] {
  const inputs = source.packJson?.object?.['inputs']
  if (!Array.isArray(inputs)) return []
  return inputs.flatMap((value, index) => {
    const { data } = inputSchema.safeParse(value)
    return data === undefined ? [] : [{ ...data, index }]
  })
}

/** The keys of all catalogs, by each name under which packs may name them. */
export function keysOf({ options }: PackContext): ReadonlyMap<string, CatalogEntry> {
  const entries = (options.catalogs ?? []).flatMap(({ keys }) => keys)
  return new Map(entries.flatMap((entry) => referenceNamesOf(entry).map((name) => [name, entry] as const)))
}

/** The packs that can be named, by package name. */
export function packagesOf({ neighbors }: PackContext) {
  return new Map([...neighbors.values()].map((neighbor) => [neighbor.package, neighbor] as const))
}

/** The steps of the runbook that branches can name. */
export function labeledSteps({ source }: PackContext): (Step & { label: string })[] {
  return (source.readme?.model.steps ?? []).filter((step): step is Step & { label: string } => step.label !== null)
}

/** All commands of a runbook, wherever they stand. */
export function commandsOf({ sections, steps }: Runbook): Command[] {
  return [...sections.flatMap(({ commands }) => commands), ...steps.flatMap(writtenCommandsOf)]
}

/** Words of a pack as Markdown that shows them as they are. */
export function escaped(words: string): string {
  return visible(words.replace(/\s+/g, ' ').trim()).replaceAll(/[\\`*_{}[\]<>#|~!&]/g, String.raw`\$&`)
}

/** Words as inline code. */
export function code(words: string): string {
  const shown = visible(words)
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length))
  const marks = '`'.repeat(longest + 1)
  return longest === 0 ? `${marks}${shown}${marks}` : `${marks} ${shown} ${marks}`
}
