/**
 * What an item of a checklist is made of: words, and blanks to fill in.
 */
import type { ChecklistItem } from '@keys/schema'

export type ItemPart =
  | { type: 'text'; text: string }
  | {
      type: 'slot'
      /** The words before the blank, without their colon. */
      label: string
      /** Its place among the blanks of the item, from 0. */
      slot: number
      /** How many signs the blank is long. */
      length: number
      /** `time` for `__:__`. */
      kind: 'value' | 'time'
    }

/** A blank: a run of underscores, or a time to fill in. */
const SLOT = /_{2,}:_{2,}|_{2,}/g
/** The words directly before a blank: a label, which begins with a capital. */
const LABEL = /(?:^|(?<=[.!?)]\s)|(?<=\s))([A-Z][^.:?!]*):\s*$/

/**
 * The parts of an item, in order; the first is its words.
 * @param item The item.
 */
export function partsOfItem({ text }: Pick<ChecklistItem, 'text'>): ItemPart[] {
  const parts: ItemPart[] = []
  let [end, slot] = [0, 0]
  for (const { 0: blank, index } of text.matchAll(SLOT)) {
    const before = text.slice(end, index)
    const label = LABEL.exec(before)
    const words = (label ? before.slice(0, label.index) : before).trim()
    if (words !== '' || parts.length === 0) parts.push({ type: 'text', text: words })
    const kind = blank.includes(':') ? 'time' : 'value'
    parts.push({ type: 'slot', label: label?.[1] ?? 'Value', slot, length: blank.length, kind })
    slot++
    end = index + blank.length
  }
  const rest = text.slice(end).trim()
  if (rest !== '' || parts.length === 0) parts.push({ type: 'text', text: rest })
  return parts
}
