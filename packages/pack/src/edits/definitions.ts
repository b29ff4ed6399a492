/**
 * Edits to the definitions of step labels, `[Step 2]: #step-2-...`, which stand at the end of a file.
 */
import type { Definition, Step, TextEdit } from '@keys/schema'
import type { TextDocument } from '../documents/text-document.js'
import { insert, lineEndingOf } from './text-edits.js'

/** A definition to write. */
export interface NewDefinition {
  label: string
  url: string
}

/**
 * Adds definitions in the order of the steps, next to those that are there; without any, at the end of the file.
 * @param document The file.
 * @param present The definitions that it has.
 * @param steps The steps of the runbook.
 * @param missing What to add.
 */
export function addDefinitions(
  document: TextDocument,
  present: readonly Definition[],
  steps: readonly Step[],
  missing: readonly NewDefinition[]
): TextEdit[] {
  const { text } = document
  const newline = lineEndingOf(text)
  const ranks = new Map(steps.map(({ label }, index) => [label, index] as const).toReversed())
  const ranked = present
    .filter(({ label, position }) => ranks.has(label) && position.start.column === 1)
    .map(({ label, position }) => ({ rank: ranks.get(label) ?? 0, position }))
    .sort((a, b) => a.rank - b.rank)
  const after = new Map<number, string[]>()
  const before = new Map<number, string[]>()
  const atEnd: string[] = []
  const known = [...missing].sort((a, b) => (ranks.get(a.label) ?? 0) - (ranks.get(b.label) ?? 0))
  for (const { label, url } of known) {
    const line = `[${label}]: ${url}`
    const own = ranks.get(label) ?? 0
    const earlier = ranked.findLast(({ rank }) => rank < own)
    const later = ranked.find(({ rank }) => rank > own)
    if (earlier !== undefined) add(after, earlier.position.end.offset, line)
    else if (later !== undefined) add(before, later.position.start.offset, line)
    else atEnd.push(line)
  }
  const edits = [
    ...[...after].map(([offset, lines]) => insert(offset, lines.map((line) => newline + line).join(''))),
    ...[...before].map(([offset, lines]) => insert(offset, lines.map((line) => line + newline).join('')))
  ]
  if (atEnd.length === 0) return edits
  const end = text.trimEnd().length
  const isBelowDefinition = present.some(({ position }) => position.end.offset === end)
  const gap = isBelowDefinition ? newline : newline + newline
  return [...edits, insert(end, gap + atEnd.join(newline))]
}

/**
 * Changes where a definition leads.
 * @returns No edit when the address is not written as it reads.
 */
export function redirect({ text }: TextDocument, { url, position }: Definition, to: string): TextEdit[] {
  const from = text.indexOf(']:', position.start.offset)
  const start = text.indexOf(url, from)
  const isInside = from !== -1 && start !== -1 && start + url.length <= position.end.offset
  return isInside ? [{ start, end: start + url.length, text: to }] : []
}

/** Takes a definition out, with its line. */
export function removeDefinition({ text }: TextDocument, { position }: Definition): TextEdit[] {
  const { start, end } = position
  if (start.column !== 1) return []
  const [lineEnd = ''] = /^[ \t]*(\r?\n)?/.exec(text.slice(end.offset)) ?? []
  return [{ start: start.offset, end: end.offset + lineEnd.length, text: '' }]
}

/**
 * The step that an address means, by its title: `#step-3-count-what-waits` is the step of this title, whatever its number
 * is now.
 * @returns Null when no step has this title, or had this id before, or when several have.
 */
export function stepByTitle(url: string, steps: readonly Step[]): Step | null {
  let titles = indices.get(steps)
  if (titles === undefined) {
    titles = new Map<string, Step | null>()
    for (const step of steps) {
      const names = [...(step.anchor === null ? [] : [titleOf(step.anchor)]), ...step.formerIds]
      for (const name of new Set(names)) titles.set(name, titles.has(name) ? null : step)
    }
    indices.set(steps, titles)
  }
  return titles.get(titleOf(url.slice(url.indexOf('#') + 1))) ?? null
}

/** Thousands of addresses are looked up among thousands of steps. */
const indices = new WeakMap<readonly Step[], Map<string, Step | null>>()

/** An anchor without the label of a step. */
function titleOf(anchor: string): string {
  return anchor.replace(/^(?:check|step|action|verify|verification)-\d{1,4}-/, '')
}

function add(lines: Map<number, string[]>, offset: number, line: string): void {
  const known = lines.get(offset)
  if (known) known.push(line)
  else lines.set(offset, [line])
}
