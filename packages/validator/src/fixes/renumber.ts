/**
 * Renumbers the steps of a runbook, with everything that names them.
 */
import { edited, fixOf, joined, type PackSource, type TextDocument } from '@keys/pack/core'
import { parseRunbook, toTree } from '@keys/parser'
import { stepNamesIn } from './step-names.js'
import {
  STEP_KINDS,
  STEP_WORD,
  STEP_WORDS,
  type Definition,
  type Fix,
  type Runbook,
  type Step,
  type TextEdit
} from '@keys/schema'

/** A heading that says which step it is, in any of the ways that the parser reads. */
const ORDINAL =
  /^(###[ \t]+)(?:(check|step|action|verify|verification)[ \t]+\d{1,4}\s*[:.)\u2013\u2014-]+\s*|\d{1,4}\s*[.):]\s*)(?=\S)/i
const STRICT = new RegExp(`^(###[ \\t]+${STEP_WORD}[ \\t]+)(\\d+)(?=:[ \\t])`)
/** A step named by an address. */
export const ANCHOR = /#([\p{L}\p{N}_-]+)/gu

/** What a step is called before and after. */
interface Renamed {
  step: Step
  label: string
  anchor: string | null
}

/** A name that keeps everything as it is: it could mean more than one step, or one that would only come to be. */
export interface UnclearName {
  label: string
  file: string
  line: number
}

/**
 * The fix that numbers the steps of each section from 1.
 * @returns Null when there is none; where that is because of a name in the text, that name.
 */
export function renumber({ steps }: Runbook, { readme, checklist }: PackSource): Fix | UnclearName | null {
  if (readme === null || (checklist !== null && !checklist.isBlank && checklist.subject === null)) return null
  const headings = headingEdits(steps, readme)
  if (headings.length === 0) return null
  const after = parseRunbook(edited(readme.text, headings)).steps
  if (after.length !== steps.length || after.some(({ slug }, index) => slug !== steps[index]?.slug)) return null
  const renamed = steps.map((step, index) => ({
    step,
    label: after[index]?.label ?? '',
    anchor: after[index]?.anchor ?? null
  }))
  const inReadme = mentionEdits(readme, readme.subject?.definitions ?? [], renamed, steps)
  if ('label' in inReadme) return inReadme
  const inChecklist = checklist?.subject ? mentionEdits(checklist, checklist.subject.definitions, renamed, []) : []
  if ('label' in inChecklist) return inChecklist
  return joined(
    fixOf(readme, [...headings, ...inReadme]),
    checklist === null || inChecklist.length === 0 ? null : fixOf(checklist, inChecklist)
  )
}

/** Edits to the headings of each section in which every heading says which step it is. */
function headingEdits(steps: readonly Step[], { text }: TextDocument): TextEdit[] {
  return STEP_KINDS.flatMap((kind) => {
    const word = STEP_WORDS[kind]
    const edits = steps
      .filter((step) => step.kind === kind)
      .map(({ headingPosition: { start, end } }, index) => {
        const heading = text.slice(start.offset, end.offset)
        const [whole, opening = '', written = word] = ORDINAL.exec(heading) ?? []
        // Whether it is a step at all, or one of another section, only the author knows.
        if (whole === undefined || !written.toLowerCase().startsWith(word.toLowerCase().slice(0, 5))) return null
        const [, before] = STRICT.exec(heading) ?? []
        const digits = /\d+/.exec(heading)?.[0] ?? ''
        if (before === undefined) {
          return {
            start: start.offset + opening.length,
            end: start.offset + whole.length,
            text: `${word} ${index + 1}: `
          }
        }
        const from = start.offset + before.length
        return { start: from, end: from + digits.length, text: String(index + 1) }
      })
    return edits.includes(null) ? [] : edits.filter((edit) => edit !== null)
  }).filter((edit) => text.slice(edit.start, edit.end) !== edit.text)
}

/** Edits to the labels and anchors by which a text names steps; or the first label that is not certain. */
function mentionEdits(
  document: TextDocument,
  definitions: readonly Definition[],
  renamed: readonly Renamed[],
  headings: readonly Step[]
): TextEdit[] | UnclearName {
  const { text } = document
  const skipped = new Uint8Array(text.length)
  for (const [start, end] of codeIn(document)) skipped.fill(1, start, end)
  for (const { headingPosition } of headings) skipped.fill(1, headingPosition.start.offset, headingPosition.end.offset)
  const isSkipped = (offset: number): boolean => skipped[offset] === 1
  const urls = new Map(definitions.map(({ label, url }) => [label.toLowerCase(), url] as const).toReversed())
  const added = new Set(renamed.map(({ label }) => label))
  for (const { step } of renamed) added.delete(step.label ?? '')

  const edits: TextEdit[] = []
  for (const { label, start, end, from } of stepNamesIn(text)) {
    if (isSkipped(from)) continue
    const named = renamed.filter(({ step }) => step.label === label)
    if (!added.has(label) && named.every((candidate) => candidate.label === label)) continue
    // In words alone a label is as certain as it is unique; a link has its address as a witness.
    const isLink = text[from - 1] === '[' && text[end] === ']'
    const url = isLink ? (urlAt(text, from - 1, end + 1) ?? urls.get(text.slice(from, end).toLowerCase())) : undefined
    const meant = added.has(label) ? null : oneMeant(named, url, renamed)
    if (meant === null) return { label, file: document.path, line: document.range(start, end).start.line }
    edits.push({ start, end, text: meant.label.replace(/^\D+/, '') })
  }
  const anchors = new Map(renamed.map(({ step, anchor }) => [step.anchor, anchor] as const))
  for (const match of text.matchAll(ANCHOR)) {
    const [words, anchor = ''] = match
    const next = anchors.get(anchor)
    if (next === undefined || next === null || next === anchor || isSkipped(match.index)) continue
    edits.push({ start: match.index + 1, end: match.index + words.length, text: next })
  }
  return edits
}

/** The one step that a label means, with the address that stands with it as its witness. */
function oneMeant(named: readonly Renamed[], url: string | undefined, all: readonly Renamed[]): Renamed | null {
  const anchor = url?.slice(url.indexOf('#') + 1)
  const byAnchor = all.find(({ step }) => step.anchor !== null && step.anchor === anchor)
  if (byAnchor !== undefined) return named.includes(byAnchor) ? byAnchor : null
  return named.length === 1 ? (named[0] ?? null) : null
}

/** The address of an inline link, or of a definition, which opens its line; undefined for a label alone. */
function urlAt(text: string, start: number, end: number): string | undefined {
  const isLineStart = /(?:^|\n)[ ]{0,3}$/.test(text.slice(Math.max(0, start - 4), start))
  const written = text.slice(end, end + 300)
  return (isLineStart ? /^(?:\(|:[ \t]*)<?([^\s<>()]+)/ : /^\(<?([^\s<>()]+)/).exec(written)?.[1]
}

type Node = ReturnType<typeof toTree> | ReturnType<typeof toTree>['children'][number]

/** Where code and HTML stand, which nobody renumbers. */
export function codeIn(document: TextDocument): (readonly [start: number, end: number])[] {
  const shift = document.hasByteOrderMark ? 1 : 0
  const ranges: (readonly [number, number])[] = []
  // The list grows while it is walked.
  const nodes: Node[] = [toTree(document.content)]
  for (const node of nodes) {
    if (node.type === 'code' || node.type === 'inlineCode' || node.type === 'html') {
      const { start, end } = node.position ?? {}
      ranges.push([(start?.offset ?? 0) + shift, (end?.offset ?? 0) + shift])
    } else if ('children' in node) for (const child of node.children) nodes.push(child)
  }
  return ranges
}
