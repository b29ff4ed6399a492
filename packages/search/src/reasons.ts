/**
 * Why a pack was found: the texts that fit, and what of them.
 */
import { idsOf } from './meanings.js'
import { FIELD_WEIGHT, type SearchField } from './items.js'
import type { SearchIndex } from './search-index.js'
import type { Scored } from './scored.js'
import type { Vocabulary } from './vocabulary.js'
import { compoundsOf, weightOf, wordsOf, type Word } from './words.js'

/** From a first code unit to the one behind the last. */
export type Range = readonly [start: number, end: number]

/** One reason why a pack was found. */
export interface SearchReason {
  /** What of the pack it is; `redirection` for a case of "when not to use" of another pack that sends here. */
  field: SearchField | 'redirection'
  /** The text as the pack has it. */
  text: string
  /** What of it was found. */
  ranges: readonly Range[]
  /** For a redirection: the slug of the pack that sends here. */
  from: string | null
}

const MAX_REASONS = 3
/** A reason that is worth less than this share of the first one is none. */
const LEAST_SHARE = 0.15

/**
 * The reasons why a pack was found, the strongest first; each names something that those before it do not.
 * @param scored The pack.
 * @param index Where it was found.
 */
export function reasonsOf({ items, meant: part, sentBy }: Scored, index: SearchIndex): SearchReason[] {
  const meant = idsOf(part)
  const worthOf = (number: number): number => (items.get(number) ?? 0) * FIELD_WEIGHT[index.fieldOf(number)]
  const sorted = [...items.keys()].toSorted((a, b) => worthOf(b) - worthOf(a) || a - b)
  const least = worthOf(sorted[0] ?? -1) * LEAST_SHARE
  const reasons: SearchReason[] = []
  const mostOwn = sentBy !== null ? MAX_REASONS - 1 : MAX_REASONS
  const reported = new Set<string>()
  for (const number of sorted) {
    const field = index.fieldOf(number)
    if (field === 'redirection' || reasons.length >= mostOwn) continue
    if (worthOf(number) < least) break
    const { text } = index.item(number)
    const matched = groupsOf(text, meant, index.vocabulary)
    const stems = matched.flat().map(({ stem }) => stem)
    if (stems.every((stem) => reported.has(stem))) continue
    for (const stem of stems) reported.add(stem)
    reasons.push({ field, text, ranges: matched.map(rangeOf), from: null })
  }
  if (sentBy !== null) {
    const { text, document } = index.item(sentBy)
    const from = index.document(document).slug
    reasons.push({ field: 'redirection', text, ranges: rangesOf(text, meant, index.vocabulary), from })
  }
  return reasons
}

/**
 * The parts of a text that a query means.
 * @param text The text.
 * @param meant The numbers of the words that are meant.
 * @param vocabulary Whose numbers they are.
 */
export function rangesOf(text: string, meant: ReadonlySet<number>, vocabulary: Vocabulary): Range[] {
  return groupsOf(text, meant, vocabulary).map(rangeOf)
}

/** Words that are meant, those that follow each other together; small words only beside others. */
function groupsOf(text: string, meant: ReadonlySet<number>, vocabulary: Vocabulary): Word[][] {
  const groups: Word[][] = [[]]
  const joined = joinedIn(text, meant, vocabulary)
  for (const word of wordsOf(text)) {
    const id = vocabulary.idOf(word.stem)
    const isMeant =
      (id !== undefined && meant.has(id)) || joined.some(([from, to]) => word.start >= from && word.end <= to)
    if (isMeant) groups.at(-1)?.push(word)
    else groups.push([])
  }
  return groups.filter((group) => group.some((word) => weightOf(word) > 0.1))
}

/** Where compounds stand that were found as one word, such as `time-out` by `timeout`. */
function joinedIn(text: string, meant: ReadonlySet<number>, vocabulary: Vocabulary): Range[] {
  const ranges: Range[] = []
  let from = 0
  for (const compound of compoundsOf(text)) {
    const start = text.indexOf(compound, from)
    from = start + compound.length
    if (vocabulary.add(compound).more.some((id) => meant.has(id))) ranges.push([start, from])
  }
  return ranges
}

function rangeOf(group: readonly Word[]): Range {
  return [group[0]?.start ?? 0, group.at(-1)?.end ?? 0]
}
