/**
 * What the cursor stands on: the one answer that hover and definitions share.
 */
import type { CatalogEntry, Matcher, Runbook, Step } from '@keys/schema'
import { holds, isInFence, pieceAt, type Span } from './cursor.js'
import type { Neighbor, Place } from './pack-context.js'
import { commandsOf, inputsOf, keysOf, labeledSteps, packagesOf, type ListedInput } from './pack-symbols.js'

/** Something that is named or written at a place. */
export type Thing = Span &
  (
    | { type: 'step'; step: Step }
    | { type: 'input'; input: ListedInput }
    | { type: 'key'; name: string; entry: CatalogEntry }
    | { type: 'pack'; neighbor: Neighbor }
    | { type: 'matcher'; matcher: Matcher }
  )

const VARIABLE = /\b[A-Z][A-Z0-9_]*\b/g
const INLINE_CODE = /`+([^`]+)`+/g
const LABEL = /\[([^[\]]+)\]/g
const ANCHOR = /(?:README\.md)?#([^\s()[\]"'<>#]+)/g
const JSON_STRING = /"((?:[^"\\]|\\.)*)"/g

/**
 * What stands at a place.
 * @param place A place in a document.
 * @returns Null for ordinary words, and for names of what is not there.
 */
export function thingAt(place: Place): Thing | null {
  const { context, file, text, offset } = place
  if (file.endsWith('.json')) return named(place, pieceAt(text, offset, JSON_STRING))
  const runbook = context.source.readme?.model ?? null
  if (file === 'README.md' && runbook !== null) {
    const matcher = matcherAt(runbook, offset)
    if (matcher !== null) return matcher
    if (commandsOf(runbook).some(({ position }) => holds(position, offset))) return inputAt(place)
  }
  if (isInFence(text, offset)) return null
  return named(place, pieceAt(text, offset, INLINE_CODE)) ?? linkedStep(place) ?? writtenTarget(place)
}

function matcherAt({ steps, sections }: Runbook, offset: number): Thing | null {
  const branches = [...sections, ...steps].flatMap((part) => part.branches)
  const fields = steps.flatMap((step) => step.fields)
  const matcher = [...branches, ...fields]
    .flatMap(({ matchers }) => matchers)
    .find(({ position }) => holds(position, offset))
  if (matcher === undefined) return null
  return { type: 'matcher', matcher, start: matcher.position.start.offset, end: matcher.position.end.offset }
}

function inputAt({ context, text, offset }: Place): Thing | null {
  const piece = pieceAt(text, offset, VARIABLE)
  const input = inputsOf(context).find(({ name }) => name === piece?.text)
  return piece === null || input === undefined ? null : { type: 'input', input, start: piece.start, end: piece.end }
}

/** What a name in inline code, or in a string of JSON, stands for. */
function named({ context, file }: Place, piece: { text: string; start: number; end: number } | null): Thing | null {
  if (piece === null) return null
  const { text: name, start, end } = piece
  const entry = keysOf(context).get(name)
  if (entry !== undefined) return { type: 'key', name, entry, start, end }
  const bySlug = file === 'pack.json' ? context.neighbors.get(name) : undefined
  const neighbor = packagesOf(context).get(name) ?? bySlug
  if (neighbor !== undefined) return { type: 'pack', neighbor, start, end }
  const input = inputsOf(context).find((candidate) => candidate.name === name.replace(/^\$/, ''))
  return input === undefined ? null : { type: 'input', input, start, end }
}

/** The step that a label in brackets, or the anchor of a link, leads to. */
function linkedStep({ context, text, offset }: Place): Thing | null {
  const label = pieceAt(text, offset, LABEL)
  const words = label?.text.toLowerCase().replace(/\s+/g, ' ').trim()
  const labeled = labeledSteps(context).find((step) => step.label.toLowerCase() === words)
  if (label !== null && labeled !== undefined) {
    return { type: 'step', step: labeled, start: label.start, end: label.end }
  }
  const anchor = pieceAt(text, offset, ANCHOR)
  const step = context.source.readme?.model.steps.find((candidate) => candidate.anchor === anchor?.text)
  return anchor === null || step === undefined ? null : { type: 'step', step, start: anchor.start, end: anchor.end }
}

/** The step that a branch names in words, or by a link with words of its own. */
function writtenTarget({ context, file, offset }: Place): Thing | null {
  const runbook = file === 'README.md' ? context.source.readme?.model : undefined
  for (const { branches } of runbook === undefined ? [] : [...runbook.sections, ...runbook.steps]) {
    for (const target of branches.flatMap(({ targets }) => targets)) {
      if (target.type !== 'step' || !holds(target.position, offset)) continue
      const step = runbook?.steps.find(({ id }) => id === target.step)
      const { start, end } = target.position
      if (step !== undefined) return { type: 'step', step, start: start.offset, end: end.offset }
    }
  }
  return null
}
