/**
 * What a heading says: its name, its qualifiers, and the ordinal and title of a step.
 */
import { STEP_WORDS, type Effect, type TimeBox } from '@keys/schema'
import { parseTimeBox } from './time-box.js'

/** A heading without its qualifiers. */
export interface HeadingName {
  name: string
  timeBox: TimeBox | null
  effect: Effect | null
  /** Qualifiers that are neither a time box nor an effect, such as `read-do` in a checklist. */
  other: string[]
}

const TRAILING_PARENTHESES = /^(.*?)\s*\(([^()]*)\)\s*$/s
const EFFECT = /^(read-only|reversible|irreversible)$/i

/**
 * Takes the qualifiers off the end of a heading. Parentheses that hold no time box and no effect stay in the name.
 * @param text The words of the heading, such as `Action 2: Restart the worker (REVERSIBLE)`.
 */
export function parseHeadingName(text: string): HeadingName {
  const result: HeadingName = { name: text.trim(), timeBox: null, effect: null, other: [] }
  for (let match = TRAILING_PARENTHESES.exec(result.name); match; match = TRAILING_PARENTHESES.exec(result.name)) {
    const words = match[2]!.split(',').map((word) => word.trim())
    const timeBoxes = words.map(parseTimeBox)
    if (!words.some((word, index) => timeBoxes[index] !== null || EFFECT.test(word))) break
    words.forEach((word, index) => {
      if (timeBoxes[index]) result.timeBox ??= timeBoxes[index]
      else if (EFFECT.test(word)) result.effect ??= word.toLowerCase() as Effect
      else result.other.push(word)
    })
    result.name = match[1]!.trim()
  }
  return result
}

/** What the heading of a step says before its title. */
export interface StepName {
  /** The word as written, normalized, such as `Step`; null when there is only a number, or nothing. */
  word: string | null
  ordinal: number | null
  title: string
}

/** A number that goes on behind its point or dash (`6.1`, `10.0.0.5`, `2-3`) is no ordinal. */
const STEP_NAME =
  /^(check|step|action|verify|verification)\s+(\d{1,4})\s*(?:[:.)\u2013\u2014-]*[:)]\s*|[.\u2013\u2014-]+(?!\d)\s*|$)(.*)$/is
const NUMBERED_NAME = /^(\d{1,4})\s*(?:\)|[.:](?![\da-z]))\s*(.*)$/s
/** Pictures before a label, as characters or as GitHub's short codes. */
const PICTURES =
  /^(?:(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|:[a-z][a-z\d_+-]*:)\s*)+/u

/**
 * Takes the ordinal off the name of a step.
 * @param name The heading without its qualifiers, such as `Step 2: Find who refuses`.
 */
export function parseStepName(name: string): StepName {
  const words = name.replace(PICTURES, '')
  const labeled = STEP_NAME.exec(words)
  if (labeled) {
    const [, word, ordinal, title] = labeled
    return { word: stepWord(word!), ordinal: Number(ordinal), title: title!.trim() || words }
  }
  const numbered = NUMBERED_NAME.exec(words)
  if (numbered) return { word: null, ordinal: Number(numbered[1]), title: numbered[2]!.trim() || words }
  return { word: null, ordinal: null, title: name }
}

/** `Check`, `Step`, `Action` or `Verify` for any way to write it. */
export function stepWord(word: string): string {
  const lower = word.toLowerCase()
  if (lower.startsWith('verif')) return STEP_WORDS.verification
  return lower.charAt(0).toUpperCase() + lower.slice(1)
}

const LABEL = /^(check|step|action|verify|verification)\s+(\d{1,4})$/i

/**
 * The label of a step, normalized.
 * @param words Such as `step 2` or `Verification 1`.
 * @returns Such as `Step 2` or `Verify 1`; null when the words are no label.
 */
export function parseStepLabel(words: string): string | null {
  const match = LABEL.exec(words.trim())
  return match ? `${stepWord(match[1]!)} ${Number(match[2])}` : null
}
