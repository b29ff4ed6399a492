import type { TextDocument } from '@keys/pack/core'
import type { Position, TextEdit } from '@keys/schema'

/** Something that has a place in a text. */
interface Placed {
  position: Position
}

/**
 * Puts parts of a text into another order. What stands between them stays where it is.
 * @param document The text.
 * @param wanted The parts in the order that they shall have; none inside another.
 */
export function reorder({ text }: TextDocument, wanted: readonly Placed[]): TextEdit[] {
  const places = wanted.map(({ position }) => position).sort((a, b) => a.start.offset - b.start.offset)
  return places.flatMap(({ start, end }, index) => {
    const part = wanted[index]?.position
    if (part === undefined || part.start.offset === start.offset) return []
    return [{ start: start.offset, end: end.offset, text: text.slice(part.start.offset, part.end.offset) }]
  })
}
