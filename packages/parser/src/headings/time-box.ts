import type { TimeBox } from '@keys/schema'

const UNITS: Readonly<Record<string, string>> = { s: 'S', m: 'M', h: 'H', d: 'D', w: 'W' }
const TIME_BOX =
  /^(?:(first|within|in|next|after|for|until|\+)\s*(?:the\s+)?(?:first\s+|next\s+)?)?(\d+\s*[-–]\s*)?(\d{1,5}|an?|one)?\s*(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)$/i

/**
 * Reads a time box.
 * @param words Such as `first 2 minutes`, `within 5 min`, `0-5 minutes`, `after 24 hours`, `+1 h`.
 * @returns The time box with an ISO 8601 duration, such as `PT2M`; null when the words are none.
 */
export function parseTimeBox(words: string): TimeBox | null {
  const match = TIME_BOX.exec(words.trim())
  if (!match) return null
  const [, relation, from, amount, unit] = match
  // "first minute" is one; a unit alone is no time box.
  if (amount === undefined && relation === undefined) return null
  const designator = UNITS[unit!.charAt(0).toLowerCase()]!
  const date = designator === 'D' || designator === 'W'
  return {
    relation: relation === undefined && from !== undefined ? 'within' : relationOf(relation?.toLowerCase()),
    duration: `P${date ? '' : 'T'}${Number(amount) || 1}${designator}`
  }
}

function relationOf(word: string | undefined): TimeBox['relation'] {
  switch (word) {
    case 'first':
      return 'first'
    case 'within':
    case 'in':
    case 'next':
    case 'until':
      return 'within'
    case 'after':
    case '+':
      return 'after'
    default:
      return 'at'
  }
}
