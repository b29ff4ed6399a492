/**
 * Items of the checklist that repeat the title which a step had when their address was written.
 */
import type { PackSource, TextDocument } from '@keys/pack/core'
import { titleIn } from '@keys/pack/edits'
import type { Step, TextEdit } from '@keys/schema'
import { slug } from 'github-slugger'

/** What a heading says behind its title. */
const BEHIND_TITLE = /-(?:reversible|irreversible|within-.*)$/
/** Where the title may end in an item: with a sentence, before what is to be filled in, with the line. */
const END = /[.:?!](?=\s|$)|\s+`|\s*$/g

/**
 * Writes the title of a step into the items that repeat its former one.
 * @param checklist The checklist.
 * @param step The step as it is now.
 * @param fragment The former address of the step in README.md.
 * @param readme The runbook.
 * @returns Null when an item has words of its own, of which only a person can tell whether they still hold.
 */
export function retitledItems(
  checklist: NonNullable<PackSource['checklist']>,
  step: Step,
  fragment: string,
  readme: TextDocument
): TextEdit[] | null {
  const former = fragment.replace(/^[a-z]+-\d{1,4}-/, '')
  const items = checklist.subject?.phases.flatMap((phase) => phase.items) ?? []
  const edits: TextEdit[] = []
  for (const { label, position } of items) {
    if (label !== step.label) continue
    const source = checklist.text.slice(position.start.offset, position.end.offset)
    const words = source.indexOf(`[${label}]: `) + `[${label}]: `.length
    const line = source.slice(words).split(/\r?\n/, 1)[0] ?? ''
    const end = [...line.matchAll(END)].map(({ index }) => index).find((at) => isTitle(line.slice(0, at), former))
    if (end === undefined) return null
    const start = position.start.offset + words
    edits.push({ start, end: start + end, text: titleIn(step, readme) })
  }
  return edits
}

function isTitle(words: string, former: string): boolean {
  const own = slug(words)
  return own !== '' && (own === former || own === former.replace(BEHIND_TITLE, ''))
}
