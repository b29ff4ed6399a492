/**
 * Lines of a log that stand in a query, whole or in part.
 */

/** The words of a query in their order. */
export type Sequence = readonly {
  /** The number of the word; -1 for one that no pack has. */
  id: number
  /** What it is worth in any text. */
  worth: number
  /** What it weighs beside how rare it is. */
  weight: number
}[]

/** What a phrase is worth in a query. */
interface PhraseScore {
  score: number
  /** Whether all of it stands there. */
  isWhole: boolean
  /** Whether that is enough to know it by. */
  isLong: boolean
}

/** So many words that say something stand together in one log line only. */
const LEAST_LONG = 3
/** More than a word that only holds a sentence together. */
const LEAST_WORD = 0.3

/**
 * What a phrase is worth.
 * @param phrase The numbers of its words.
 * @param query The query.
 * @returns Nothing unless two words follow each other in both, or the phrase is one word that the query has.
 */
export function phraseScore(phrase: ArrayLike<number>, query: Sequence): PhraseScore {
  let best: PhraseScore = { score: 0, isWhole: false, isLong: false }
  for (let start = 0; start < phrase.length; start++) {
    for (const [from, word] of query.entries()) {
      // A run that began a word earlier was looked at there.
      if (word.id !== phrase[start] || (start > 0 && query[from - 1]?.id === phrase[start - 1])) continue
      const run = runOf(phrase, start, query, from)
      if (run.score > best.score) best = run
    }
  }
  return best
}

function runOf(phrase: ArrayLike<number>, start: number, query: Sequence, from: number): PhraseScore {
  let length = 0
  let worth = 0
  let words = 0
  let strong = 0
  while (start + length < phrase.length && query[from + length]?.id === phrase[start + length]) {
    const word = query[from + length]
    worth += word?.worth ?? 0
    if (word && word.weight >= LEAST_WORD) words++
    if (word && word.weight >= 1) strong++
    length++
  }
  // A lone word of every day, such as `length`, is no log line.
  const isWhole = length === phrase.length && (strong > 0 || (length > 1 && words > 1))
  // A name such as `content_filter` stands for itself; of two words such as `fetch failed` the second says little.
  const isLong = isWhole && (length === 1 || words >= LEAST_LONG)
  if (isWhole) return { score: length === 1 ? worth : 2 + 1.5 * worth, isWhole, isLong }
  if (strong < 2) return { score: 0, isWhole, isLong }
  return { score: length === query.length ? 1 + worth : worth, isWhole, isLong }
}
