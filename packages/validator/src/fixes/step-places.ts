/**
 * Where the text of a step and its item stand, and both documents with them taken out, moved or retitled.
 */
import { edited, lineEndingOf, type PackSource } from '@keys/pack/core'
import { removeDefinition } from '@keys/pack/edits'
import type { ChecklistItem, Step, TextEdit } from '@keys/schema'

/** What is done with a step. Labels are such as `Step 2`. */
export type StepChange =
  | { type: 'insert'; label: string; title: string }
  | { type: 'move'; label: string; to: string }
  | { type: 'remove'; label: string }
  | { type: 'rename'; label: string; title: string }

/** Where the text of a step ends: at the next heading, or at the definitions. */
export function blockEnd(
  text: string,
  { headingPosition }: Step,
  { subject }: NonNullable<PackSource['readme']>
): number {
  const start = headingPosition.start.offset
  const ends = [
    ...(subject?.steps ?? []).map((step) => step.headingPosition.start.offset),
    ...(subject?.sections ?? []).map((section) => section.headingPosition.start.offset),
    ...(subject?.definitions ?? []).map(({ position }) => position.start.offset),
    text.length
  ]
  return Math.min(...ends.filter((offset) => offset > start))
}

/** README.md and checklist.md with the step taken out, in its new place, or with its new title; labels are as they were. */
export function placedTexts(
  source: PackSource,
  order: readonly (Step | null)[],
  change: StepChange
): [string, string][] {
  const { readme, checklist } = source
  if (readme?.subject == null || change.type === 'insert') return []
  const step = readme.subject.steps.find(({ label }) => label === change.label)
  if (step === undefined) return []
  const item = itemsOf(checklist?.subject).find(({ label }) => label === change.label)
  const inReadme: TextEdit[] = []
  const inChecklist: TextEdit[] = []
  if (change.type === 'rename') {
    inReadme.push(...retitled(readme.text, step.headingPosition, step.title, change.title))
    inReadme.push(...withFormerId(readme.text, step, blockEnd(readme.text, step, readme), slugOf(change.title)))
    if (item) inChecklist.push(...retitled(checklist!.text, item.position, step.title, change.title))
  } else {
    const block = { start: step.headingPosition.start.offset, end: blockEnd(readme.text, step, readme) }
    const line = item && checklist && lineOf(checklist.text, item)
    inReadme.push({ ...block, text: '' })
    if (line) inChecklist.push({ ...line, text: '' })
    if (change.type === 'remove') {
      const isOwn = ({ label }: { label: string }): boolean => label === change.label
      for (const one of readme.subject.definitions.filter(isOwn)) inReadme.push(...removeDefinition(readme, one))
      for (const one of checklist?.subject?.definitions.filter(isOwn) ?? [])
        inChecklist.push(...removeDefinition(checklist!, one))
    } else {
      const index = order.indexOf(step)
      const [before, after] = [order[index - 1] ?? null, order[index + 1] ?? null]
      const at = after
        ? after.headingPosition.start.offset
        : before
          ? blockEnd(readme.text, before, readme)
          : block.start
      inReadme.push({ start: at, end: at, text: readme.text.slice(block.start, block.end) })
      const place = checklist && placeOfItem(checklist, before?.label, after?.label)
      if (line && place !== null)
        inChecklist.push({ start: place, end: place, text: checklist.text.slice(line.start, line.end) })
      else inChecklist.length = 0
    }
  }
  const sorted = (edits: readonly TextEdit[]): TextEdit[] =>
    edits.toSorted((a, b) => a.start - b.start || a.end - b.end)
  return [
    [readme.path, edited(readme.text, sorted(inReadme))],
    ...(checklist === null ? [] : [[checklist.path, edited(checklist.text, sorted(inChecklist))] as [string, string]])
  ]
}

/** The title in a heading or in an item, which an author may have worded otherwise there. */
function retitled(text: string, { start, end }: Step['position'], from: string, to: string): TextEdit[] {
  const words = text.slice(start.offset, end.offset)
  const index = words.toLowerCase().indexOf(from.toLowerCase())
  return index === -1 ? [] : [{ start: start.offset + index, end: start.offset + index + from.length, text: to }]
}

/** The comment by which a step is found under the ids that it had, as links and runs of earlier versions name it. */
function withFormerId(text: string, { id, formerIds, headingPosition }: Step, end: number, next: string): TextEdit[] {
  const ids = [...new Set([...formerIds, id])].filter((former) => former !== next)
  const start = headingPosition.end.offset
  const written = /(?:\r?\n)+<!--\s*formerly:[^>]*-->/.exec(text.slice(start, end))
  const newline = lineEndingOf(text)
  const comment = ids.length === 0 ? '' : `${newline}${newline}<!-- formerly: ${ids.join(', ')} -->`
  const from = start + (written?.index ?? 0)
  return [{ start: from, end: from + (written?.[0].length ?? 0), text: comment }]
}

/** An item with its line end. */
function lineOf(text: string, { position }: ChecklistItem): { start: number; end: number } {
  const start = text.lastIndexOf('\n', position.start.offset - 1) + 1
  const next = text.indexOf('\n', position.end.offset)
  return { start, end: next === -1 ? text.length : next + 1 }
}

/** Where the line of an item comes that stands between the items of two steps; null when neither has one. */
export function placeOfItem(
  { text, subject }: NonNullable<PackSource['checklist']>,
  before: string | null | undefined,
  after: string | null | undefined
): number | null {
  const of = (label: string | null | undefined): ChecklistItem | undefined =>
    itemsOf(subject).find((item) => item.label !== null && item.label === label)
  const [earlier, later] = [of(before), of(after)]
  if (earlier) return lineOf(text, earlier).end
  return later ? lineOf(text, later).start : null
}

export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-')
}

export function itemsOf(
  subject: { phases: readonly { items: readonly ChecklistItem[] }[] } | null | undefined
): readonly ChecklistItem[] {
  return subject?.phases.flatMap(({ items }) => items) ?? []
}
