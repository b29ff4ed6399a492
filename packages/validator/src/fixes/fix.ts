/**
 * Makes the fixes that findings carry. Pure: texts in, texts out.
 */
import { documentsOf, edited, readPack, type PackEntry, type PackSource } from '@keys/pack/core'
import type { Diagnostic, FileEdits, TextEdit } from '@keys/schema'
import { validatePack, type ValidateOptions } from '../engine/engine.js'

/** A fix may make room for another: an item that is linked now lacks the address of its link. */
const MAX_PASSES = 10

/** Some texts with fixes made. */
export interface Fixed {
  /** All texts, by file. */
  texts: ReadonlyMap<string, string>
  /** The findings whose fixes were made. */
  applied: readonly Diagnostic[]
}

/** A pack with all fixes made. */
export interface FixedPack {
  /** The texts that differ from what was read, by file. */
  changed: ReadonlyMap<string, string>
  /** The findings whose fixes were made. */
  fixed: readonly Diagnostic[]
  /** What is left. What the package manager would ship is not known any more once package.json has changed. */
  diagnostics: readonly Diagnostic[]
  /** The pack as it is now. */
  source: PackSource
}

/**
 * Makes the fixes of some findings, once. A fix is made as a whole or not at all; of two that touch each other, the
 * first is made.
 * @param texts The texts that were validated, by file.
 * @param diagnostics What was found in them, in order of place.
 */
export function applyFixes(texts: ReadonlyMap<string, string>, diagnostics: readonly Diagnostic[]): Fixed {
  const taken = new Map<string, TextEdit[]>()
  const applied = diagnostics.filter(({ fix }) => {
    if (fix === undefined || !fix.every((change) => fits(change, texts.get(change.file), taken.get(change.file)))) {
      return false
    }
    for (const { file, edits } of fix) take(edits, file, taken)
    return true
  })
  const result = new Map(texts)
  for (const [file, edits] of taken) result.set(file, edited(texts.get(file) ?? '', edits))
  return { texts: result, applied }
}

/**
 * Makes all fixes of a pack, and those of what shows then, until nothing changes. A fix that leaves its finding as it was
 * is not made, so that fixing again changes nothing.
 * @param source The pack, as `readPack` gives it.
 * @param options As for `validatePack`.
 * @throws {RuleFailure} When a rule breaks down.
 */
export function fixPack(source: PackSource, options: ValidateOptions): FixedPack {
  const before = textsOf(source)
  const refused = new Set<string>()
  const fixed: Diagnostic[] = []
  let now = { source, texts: before, diagnostics: validatePack(source, options) }
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const open = now.diagnostics.filter((diagnostic) => !refused.has(keyOf(diagnostic)))
    const { texts, applied } = applyFixes(now.texts, open)
    if (applied.length === 0) break
    const next = withTexts(now.source, texts, options.toTree)
    const diagnostics = validatePack(next, options)
    const isLost = readable(next) < readable(now.source)
    const useless = isLost ? new Set(applied.map(keyOf)) : persisting(applied, now.diagnostics, diagnostics)
    for (const key of useless) refused.add(key)
    if (useless.size > 0) continue
    fixed.push(...applied)
    now = { source: next, texts, diagnostics }
  }
  const changed = [...now.texts].filter(([file, text]) => before.get(file) !== text)
  return { changed: new Map(changed), fixed, diagnostics: now.diagnostics, source: now.source }
}

function textsOf(source: PackSource): ReadonlyMap<string, string> {
  return new Map(documentsOf(source).map(({ path, text }) => [path, text]))
}

/** The pack with other texts; what could not be read stays so. */
export function withTexts(
  source: PackSource,
  texts: ReadonlyMap<string, string>,
  toTree: ValidateOptions['toTree']
): PackSource {
  const encoder = new TextEncoder()
  const contents = new Map([...texts].map(([path, text]) => [path, encoder.encode(text)]))
  const made = [...contents.keys()].filter((path) => !source.entries.has(path))
  const entries: PackEntry[] = [
    ...[...source.entries.values()].map((entry) => ({
      ...entry,
      size: contents.get(entry.path)?.length ?? entry.size
    })),
    ...made.map((path) => ({ path, type: 'file' as const, size: contents.get(path)?.length ?? 0 }))
  ]
  const files = {
    entries: () => entries,
    read(path: string) {
      const bytes = contents.get(path)
      if (bytes === undefined) throw new Error(`${path} was not read`)
      return bytes
    }
  }
  const { folder, kind, manifest, packedFiles, unread } = source
  const isSamePackage = made.length === 0 && (manifest === null || texts.get(manifest.path) === manifest.text)
  const facts = { folder, kind: kind.name, packedFiles: isSamePackage ? packedFiles : null, before: source, toTree }
  return { ...readPack(files, facts), unread: new Map([...unread].filter(([path]) => !contents.has(path))) }
}

/** How many documents rules can judge: a text that grew past the limit of the parser would look clean. */
function readable({ readme, checklist, changelog, packJson, manifest }: PackSource): number {
  const subjects = [readme?.subject, checklist?.subject, changelog?.subject, packJson?.object, manifest?.object]
  return subjects.filter((subject) => subject !== null && subject !== undefined).length
}

/** The findings that are there as often as they were, although fixes for them were made. */
function persisting(
  applied: readonly Diagnostic[],
  before: readonly Diagnostic[],
  after: readonly Diagnostic[]
): ReadonlySet<string> {
  const [earlier, later] = [countsOf(before), countsOf(after)]
  return new Set(applied.map(keyOf).filter((key) => (later.get(key) ?? 0) >= (earlier.get(key) ?? 0)))
}

function countsOf(diagnostics: readonly Diagnostic[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of diagnostics.map(keyOf)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** A finding without its place, which edits above it move. */
function keyOf({ code, messageId, file, data }: Diagnostic): string {
  return JSON.stringify([code, messageId, file, data])
}

function fits({ edits, creates }: FileEdits, text: string | undefined, taken: readonly TextEdit[] = []): boolean {
  if (creates === true) return text === undefined && taken.length === 0
  return text !== undefined && edits.every((edit) => edit.end <= text.length && !touches(edit, taken))
}

/** Whether an edit shares a place with one of some others, which are in order. Two insertions at one place do. */
function touches({ start, end }: TextEdit, others: readonly TextEdit[]): boolean {
  const next = others[indexFrom(start, others)]
  return next !== undefined && next.start <= end
}

function take(edits: readonly TextEdit[], file: string, taken: Map<string, TextEdit[]>): void {
  const known = taken.get(file) ?? []
  taken.set(file, known)
  for (const edit of edits) {
    let index = indexFrom(edit.start, known)
    // Of insertions at one place, which only one fix can make, the order is kept.
    while ((known[index]?.end ?? Infinity) <= edit.start) index++
    known.splice(index, 0, edit)
  }
}

/** The index of the first edit that ends at an offset or after it. */
function indexFrom(offset: number, edits: readonly TextEdit[]): number {
  let low = 0
  let high = edits.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((edits[middle]?.end ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}
