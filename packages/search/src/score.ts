/**
 * How well packs fit a query.
 */
import { Combined } from './combine.js'
import { Meanings, type Meant, type MeantPart } from './meanings.js'
import { FIELD_WEIGHT } from './items.js'
import { rarityOf, type SearchIndex } from './search-index.js'
import { phraseScore, type Sequence } from './phrases.js'
import type { Part, Query } from './query.js'
import { LEAST_COVERED, redirectionOf, withoutReturns, type Tally } from './redirections.js'
import type { Scored } from './scored.js'
import { isStrong } from './strength.js'
import { systemsIn } from './systems.js'

/** Of what "when not to use" names better, so much is left. */
const REDIRECTED = 0.35
/** How near it has to be to what was typed: mistyped it is meant, and another word for it may mean something else. */
const SURE_QUALITY = 0.7
/** A word of any log line, but no small word, is enough to search for. */
const LEAST_WORD = 0.35

/**
 * Scores all packs.
 * @param query What is searched for.
 * @param index The packs.
 * @returns Those that fit, the best first; equal ones by severity, then by slug.
 */
export function scoreOf(query: Query, index: SearchIndex): Scored[] {
  const meanings = new Meanings(index)
  const combined = new Combined()
  for (const part of query.parts) {
    for (const score of scoresOfPart(part, meanings.of(part), index)) combined.add(score)
  }
  const found = combined.scores()
  const severity = ({ document }: Scored): string => index.severityOf(document) ?? 'p9'
  return found.toSorted(
    (a, b) =>
      // What is not sure never stands before what is.
      Number(isSure(b)) - Number(isSure(a)) ||
      b.score - a.score ||
      (severity(a) < severity(b) ? -1 : severity(a) > severity(b) ? 1 : a.document - b.document)
  )
}

function isSure({ isStrong, redirection }: Scored): boolean {
  return isStrong && redirection === null
}

function scoresOfPart(part: Part, understood: MeantPart, index: SearchIndex): Scored[] {
  const { meant, sequence } = understood
  const tallies = new Map<number, Tally>()
  for (const one of meant) count(one, index, tallies)
  // Most lines of a log have no word that any pack has.
  if (tallies.size === 0) return []
  addPhrases(
    sequence.map(({ id, weight }) => ({ id, weight, worth: id < 0 ? 0 : weight * rarityOf(id, index) })),
    index,
    tallies
  )
  // A number that no pack knows is an id, a size or a time: it says nothing against a pack.
  const known = meant.filter(({ said, candidates }) => !/\p{N}/u.test(said) || candidates.length > 0)
  const total = known.reduce((sum, { weight }) => sum + weight, 0)
  const enough = Math.max(LEAST_WORD, Math.min(2, 0.3 * total))
  const asked = { total, systems: systemsIn(part.text) }
  return judge(tallies, enough, index).map((one) => {
    const tally = tallies.get(one.document)
    return {
      ...one,
      part,
      meant: understood,
      words: [...new Set(tally?.words)],
      isStrong: tally !== undefined && isStrong(tally, asked, one.sentBy ?? one.redirection)
    }
  })
}

/** Counts a word in each text that has it; of each pack the best field counts for its score. */
function count({ said, weight, candidates, isCode }: Meant, index: SearchIndex, tallies: Map<number, Tally>): void {
  const best = new Map<number, number>()
  const counted = new Set<number>()
  const covered = new Map<number, number>()
  const worths = new Map<number, number>()
  for (const { id, quality, isOther = false } of candidates) {
    const worth = weight * quality * rarityOf(id, index)
    for (const number of index.itemsWith(id)) {
      if (counted.has(number)) continue
      counted.add(number)
      const field = index.fieldOf(number)
      const document = index.documentOf(number)
      const tally = tallyOf(document, tallies)
      if (field === 'redirection') {
        if (weight >= LEAST_WORD) addToCase(tally, number, { worth, covered: weight * quality, isCode, weight })
        continue
      }
      tally.items.set(number, (tally.items.get(number) ?? 0) + worth)
      if (isCode) tally.codes.add(said)
      if (quality === 1 && !isOther) tally.exact.add(said)
      if (weight >= 1 && quality >= SURE_QUALITY && !isOther) addName(tally, number, said, index)
      const inField = worth * FIELD_WEIGHT[field]
      if (inField > (best.get(document) ?? 0)) best.set(document, inField)
      covered.set(document, Math.max(covered.get(document) ?? 0, weight * quality))
      worths.set(document, Math.max(worths.get(document) ?? 0, worth))
    }
  }
  for (const [document, worth] of best) {
    const tally = tallyOf(document, tallies)
    tally.score += worth
    tally.covered += covered.get(document) ?? 0
    tally.worth += worths.get(document) ?? 0
    if (weight >= LEAST_WORD) tally.words.push(said)
    if (weight >= 1) tally.contents++
  }
}

/** Counts a word of what a pack is called. One word of a tag of several, such as `row-level-security`, says little. */
function addName({ names, tags }: Tally, number: number, said: string, index: SearchIndex): void {
  const field = index.fieldOf(number)
  if (field === 'tag' && /[-_ ]/.test(index.item(number).text)) {
    const before = tags.get(number)
    tags.set(number, said)
    if (before !== undefined) names.add(before).add(said)
  } else if (field === 'title' || field === 'slug' || field === 'tag') names.add(said)
}

/** Counts a word in a case of "when not to use". */
function addToCase(
  { redirections }: Tally,
  number: number,
  { worth, covered, isCode, weight }: { worth: number; covered: number; isCode: boolean; weight: number }
): void {
  const before = redirections.get(number) ?? { worth: 0, covered: 0, contents: 0, hasCode: false }
  redirections.set(number, {
    worth: before.worth + worth,
    covered: before.covered + covered,
    contents: before.contents + (weight >= 1 ? 1 : 0),
    hasCode: before.hasCode || isCode
  })
}

function tallyOf(document: number, tallies: Map<number, Tally>): Tally {
  const known = tallies.get(document)
  if (known) return known
  const tally: Tally = {
    score: 0,
    covered: 0,
    worth: 0,
    contents: 0,
    words: [],
    exact: new Set(),
    codes: new Set(),
    names: new Set(),
    tags: new Map(),
    phrase: 'none',
    items: new Map(),
    redirections: new Map()
  }
  tallies.set(document, tally)
  return tally
}

/** Adds what follows each other in the query as in a log line; of each pack the best line counts. */
function addPhrases(words: Sequence, index: SearchIndex, tallies: Map<number, Tally>): void {
  for (const tally of tallies.values()) {
    let best = 0
    for (const [number, worth] of tally.items) {
      for (const phrase of index.phrasesOf(number)) {
        const { score, isWhole, isLong } = phraseScore(phrase, words)
        if (score <= 0) continue
        if (isLong) tally.phrase = 'long'
        else if (isWhole && tally.phrase === 'none') tally.phrase = 'short'
        tally.items.set(number, worth + score)
        best = Math.max(best, score)
      }
    }
    // Words that stand in one text say more than words that stand about.
    tally.score += 2 * best + 0.5 * Math.max(0, ...tally.items.values())
  }
}

type Judged = Pick<Scored, 'document' | 'score' | 'items' | 'redirection' | 'sentBy'>

/** Which packs fit, and which of them send elsewhere. */
function judge(tallies: ReadonlyMap<number, Tally>, enough: number, index: SearchIndex): Judged[] {
  const redirections = withoutReturns(
    new Map([...tallies].flatMap(([document, tally]) => redirectionOf(document, tally, enough, index)))
  )
  const results = new Map<number, Judged>()
  for (const [document, { score, items, ...tally }] of tallies) {
    const redirected = redirections.get(document)
    const redirection = redirected?.isBetter === true ? redirected.item : null
    // Whom the words lead to, and who then sends elsewhere, is worth saying.
    const needed = redirection !== null ? Math.min(enough, LEAST_COVERED) : enough
    const isFound = items.size > 0 && (tally.phrase !== 'none' || tally.codes.size > 0 || tally.covered >= needed)
    const result = { document, items, redirection, sentBy: null }
    if (isFound) {
      results.set(document, { ...result, score: redirection !== null ? score * REDIRECTED : score })
    } else if (redirected && redirection !== null && redirected.target === undefined) {
      // The right pack is not here, or nobody's is right: this is the only one who can say so.
      results.set(document, { ...result, score: redirected.worth * REDIRECTED, items: new Map() })
    }
  }
  const byWorth = [...redirections.values()].toSorted((a, b) => b.worth - a.worth)
  for (const { item, worth, target } of byWorth) {
    const known = target === undefined ? undefined : results.get(target)
    // Only the case that fits best counts: ten packs that send to one say no more than one does.
    if (target === undefined || (known?.sentBy ?? null) !== null) continue
    const items = known?.items ?? tallies.get(target)?.items ?? new Map<number, number>()
    const score = (known?.score ?? 0) + worth
    results.set(target, { document: target, score, items, redirection: known?.redirection ?? null, sentBy: item })
  }
  return [...results.values()]
}
