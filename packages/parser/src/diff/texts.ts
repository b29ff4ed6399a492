/**
 * Compares lists of words: which are the same, which read otherwise, which are new or gone.
 */

/** What pairs of two lists have come to. */
export interface Pairing<Item> {
  same: [before: Item, after: Item][]
  changed: [before: Item, after: Item][]
  removed: Item[]
  added: Item[]
}

/** Comparing every text with every other takes the product of their numbers; beyond this nothing is called changed. */
const MAX_COMPARISONS = 10_000
/** Two texts that share this part of their words are one text that was changed. */
const SIMILAR = 0.5

/**
 * Pairs equal items first, in order.
 * @param before The items as they were.
 * @param after The items as they are.
 * @param keyBefore What makes an item of before equal to one of after; null for what equals nothing.
 * @param keyAfter The same for an item of after.
 */
export function pairEqual<Item>(
  before: readonly Item[],
  after: readonly Item[],
  keyBefore: (item: Item) => string | null,
  keyAfter: (item: Item) => string | null
): Pairing<Item> {
  const waiting = new Map<string, Item[]>()
  for (const item of after) {
    const key = keyAfter(item)
    if (key === null) continue
    const items = waiting.get(key)
    if (items) items.push(item)
    else waiting.set(key, [item])
  }
  for (const items of waiting.values()) items.reverse()
  const same: [Item, Item][] = []
  const removed: Item[] = []
  const taken = new Set<Item>()
  for (const item of before) {
    const key = keyBefore(item)
    const other = key === null ? undefined : waiting.get(key)?.pop()
    if (other === undefined) removed.push(item)
    else {
      same.push([item, other])
      taken.add(other)
    }
  }
  return { same, changed: [], removed, added: after.filter((item) => !taken.has(item)) }
}

/**
 * Pairs equal texts, then those that have most of their words in common.
 * @param before The items as they were.
 * @param after The items as they are.
 * @param textBefore The words of an item of before, in a form that can be compared with those of after.
 * @param textAfter The words of an item of after.
 */
export function pairTexts<Item>(
  before: readonly Item[],
  after: readonly Item[],
  textBefore: (item: Item) => string,
  textAfter: (item: Item) => string
): Pairing<Item> {
  const { same, removed, added } = pairEqual(before, after, textBefore, textAfter)
  const changed: [Item, Item][] = []
  if (removed.length * added.length > MAX_COMPARISONS) return { same, changed, removed, added }
  const left = new Map(added.map((item) => [item, wordsOf(textAfter(item))]))
  const gone = removed.filter((item) => {
    const other = mostLike(wordsOf(textBefore(item)), left)
    if (other === null) return true
    left.delete(other)
    changed.push([item, other])
    return false
  })
  return { same, changed, removed: gone, added: [...left.keys()] }
}

/** The text that shares most words with some words; null when none shares enough of them. */
function mostLike<Item>(words: ReadonlySet<string>, candidates: ReadonlyMap<Item, ReadonlySet<string>>): Item | null {
  let best: { item: Item; score: number } | null = null
  for (const [item, others] of candidates) {
    const score = likeness(words, others)
    if (score >= SIMILAR && (best === null || score > best.score)) best = { item, score }
  }
  return best?.item ?? null
}

/** Whether numbers only ever grow. */
export function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > numbers[index - 1]!)
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}_-]+/gu) ?? [])
}

/** The share of words that two sets have in common, by Dice. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  return (2 * shared) / (a.size + b.size)
}
