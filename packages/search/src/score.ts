/**
 * How well packs fit a query.
 */
import { FIELD_WEIGHT, type Item, type SearchIndex } from './packs.js'
import type { Query, Term } from './query.js'
import { LEAST_COVERED, redirectionOf, withoutReturns, type Tally } from './redirections.js'
import { phraseScore, type Sequence } from './phrases.js'
import type { Candidate } from './vocabulary.js'
import { isCode } from './words.js'

/** A pack and how well it fits. */
export interface Scored {
  /** Its number. */
  document: number
  score: number
  /** Its texts that fit, with what each is worth; none for a pack that only sends elsewhere. */
  items: ReadonlyMap<number, number>
  /** The case of "when not to use" that fits better than those texts. */
  redirection: Item | null
  /** The case of another pack that sends here. */
  sentBy: Item | null
  /** Words that the query may mean. */
  meant: ReadonlySet<number>
}

/** Of a mistyped word, and of what "when not to use" names better, so much is left. */
const NEAR_BESIDE_EXACT = 0.45
const REDIRECTED = 0.35
/** From this quality on a mistyped word is surely the one that is meant. */
const CLOSE = 0.7
/** A word of any log line, but no small word, is enough to search for. */
const LEAST_WORD = 0.35
/** Mistyped words are looked for up to this many: a stack trace has hundreds of names that no pack knows. */
const MAX_UNKNOWN = 24

/**
 * Scores all packs.
 * @param query What is searched for.
 * @param index The packs.
 * @returns Those that fit, the best first; equal ones by severity, then by slug.
 */
export function scoreOf(query: Query, index: SearchIndex): Scored[] {
  const terms = unique(query.terms)
  const meanings = meaningsOf(terms, query, index)
  const meant = new Set([...meanings.values()].flatMap((candidates) => candidates.map(({ id }) => id)))
  const tallies = new Map<number, Tally>()
  for (const term of terms) count(term, meanings.get(term.stem) ?? [], index, tallies)
  const sequence = query.terms.map(({ stem }) => meanings.get(stem)?.[0]?.id ?? -1)
  addPhrases(sequence, query, index, tallies)

  // A number that no pack knows is an id, a size or a time: it says nothing against a pack.
  const known = terms.filter(({ raw, stem }) => !isCode(raw) || (meanings.get(stem) ?? []).length > 0)
  const enough = Math.max(LEAST_WORD, Math.min(2, 0.34 * sum(known.map(({ weight }) => weight))))
  const found = judge(tallies, enough, index).map((one) => ({ ...one, meant }))
  const severity = ({ document }: Scored): string => index.documents[document]?.severity ?? 'p9'
  return found.toSorted(
    (a, b) =>
      b.score - a.score || (severity(a) < severity(b) ? -1 : severity(a) > severity(b) ? 1 : a.document - b.document)
  )
}

function unique(terms: readonly Term[]): Term[] {
  return [...new Map(terms.map((term) => [term.stem, term])).values()]
}

/** For each word of the query the words of the packs that it may mean, the surest first. */
function meaningsOf(terms: readonly Term[], query: Query, index: SearchIndex): Map<string, Candidate[]> {
  const { vocabulary } = index
  const meanings = new Map<string, Candidate[]>()
  let unknown = 0
  for (const { stem, raw, weight } of terms) {
    const exact = vocabulary.idOf(stem)
    const candidates: Candidate[] = exact === undefined ? [] : [{ id: exact, quality: 1 }]
    const isAsked = exact === undefined ? unknown++ < MAX_UNKNOWN : terms.length <= 3
    if (isAsked && weight > 0.1) candidates.push(...nearTo(stem, raw, exact !== undefined, index))
    const status = /^[1-5]\d\d$/.test(raw) ? vocabulary.idOf(`${raw[0]}xx`) : undefined
    if (status !== undefined) candidates.push({ id: status, quality: 0.5 })
    meanings.set(stem, candidates)
  }
  // `web hook` for webhook, `time out` for timeout.
  for (const [place, first] of query.terms.entries()) {
    const second = query.terms[place + 1]
    const joined = second && vocabulary.idOf(first.raw + second.stem)
    if (second === undefined || joined === undefined || first.weight + second.weight < 1) continue
    for (const { stem } of [first, second]) meanings.get(stem)?.push({ id: joined, quality: 0.95 })
  }
  return meanings
}

function nearTo(stem: string, raw: string, isKnown: boolean, { vocabulary }: SearchIndex): Candidate[] {
  const near = vocabulary.near(stem, raw)
  const close = near.filter(({ quality }) => quality >= CLOSE)
  const kept = close.length > 0 ? close : near
  return isKnown ? kept.map(({ id, quality }) => ({ id, quality: quality * NEAR_BESIDE_EXACT })) : kept
}

/** Adds what one word of the query is worth: in each pack where it counts most, in each item once. */
function count(
  { weight, raw }: Term,
  candidates: readonly Candidate[],
  index: SearchIndex,
  tallies: Map<number, Tally>
): void {
  const best = new Map<number, number>()
  const counted = new Set<number>()
  const covered = new Map<number, number>()
  for (const { id, quality } of candidates) {
    const worth = weight * quality * index.rarity(id)
    for (const number of index.itemsWith(id)) {
      const item = index.items[number]
      if (item === undefined || counted.has(number)) continue
      counted.add(number)
      const tally = tallyOf(item.document, tallies)
      if (item.field === 'redirection') {
        const before = tally.redirections.get(number) ?? { worth: 0, covered: 0, hasCode: false }
        tally.redirections.set(number, {
          worth: before.worth + worth,
          covered: before.covered + weight * quality,
          hasCode: before.hasCode || isCode(raw)
        })
        continue
      }
      tally.items.set(number, (tally.items.get(number) ?? 0) + worth)
      tally.hasCode ||= isCode(raw)
      const inField = worth * FIELD_WEIGHT[item.field]
      if (inField > (best.get(item.document) ?? 0)) best.set(item.document, inField)
      covered.set(item.document, Math.max(covered.get(item.document) ?? 0, weight * quality))
    }
  }
  for (const [document, worth] of best) {
    const tally = tallyOf(document, tallies)
    tally.score += worth
    tally.covered += covered.get(document) ?? 0
  }
}

function tallyOf(document: number, tallies: Map<number, Tally>): Tally {
  const known = tallies.get(document)
  if (known) return known
  const tally: Tally = {
    score: 0,
    covered: 0,
    hasCode: false,
    hasPhrase: false,
    items: new Map(),
    redirections: new Map()
  }
  tallies.set(document, tally)
  return tally
}

/** Adds what follows each other in the query as in a log line; of each pack the best line counts. */
function addPhrases(sequence: readonly number[], query: Query, index: SearchIndex, tallies: Map<number, Tally>): void {
  const words: Sequence = sequence.map((id, place) => ({
    id,
    worth: id < 0 ? 0 : (query.terms[place]?.weight ?? 0) * index.rarity(id),
    isWeak: (query.terms[place]?.weight ?? 0) < 0.4
  }))
  for (const tally of tallies.values()) {
    let best = 0
    for (const [number, worth] of tally.items) {
      for (const phrase of index.items[number]?.phrases ?? []) {
        const { score, isWhole } = phraseScore(index.wordsOfPhrase(phrase), words)
        if (score <= 0) continue
        tally.hasPhrase ||= isWhole
        tally.items.set(number, worth + score)
        best = Math.max(best, score)
      }
    }
    // Words that stand in one text say more than words that stand about.
    tally.score += 2 * best + 0.5 * Math.max(0, ...tally.items.values())
  }
}

/** Which packs fit, and which of them send elsewhere. */
function judge(tallies: ReadonlyMap<number, Tally>, enough: number, index: SearchIndex): Omit<Scored, 'meant'>[] {
  const redirections = withoutReturns(
    new Map([...tallies].flatMap(([document, tally]) => redirectionOf(document, tally, enough, index)))
  )
  const results = new Map<number, Omit<Scored, 'meant'>>()
  for (const [document, { score, items, ...tally }] of tallies) {
    const redirected = redirections.get(document)
    const redirection = redirected?.isBetter ? redirected.item : null
    // Whom the words lead to, and who then sends elsewhere, is worth saying.
    const needed = redirection ? Math.min(enough, LEAST_COVERED) : enough
    const isFound = items.size > 0 && (tally.hasPhrase || tally.hasCode || tally.covered >= needed)
    const result = { document, items, redirection, sentBy: null }
    if (isFound) {
      results.set(document, { ...result, score: redirection ? score * REDIRECTED : score })
    } else if (redirected && redirection && redirected.target === undefined) {
      // The right pack is not here, or nobody's is right: this is the only one who can say so.
      results.set(document, { ...result, score: redirected.worth * REDIRECTED, items: new Map() })
    }
  }
  const byWorth = [...redirections.values()].toSorted((a, b) => b.worth - a.worth)
  for (const { item, worth, target } of byWorth) {
    const known = target === undefined ? undefined : results.get(target)
    // Only the case that fits best counts: ten packs that send to one say no more than one does.
    if (target === undefined || known?.sentBy) continue
    const items = known?.items ?? tallies.get(target)?.items ?? new Map<number, number>()
    const score = (known?.score ?? 0) + worth
    results.set(target, { document: target, score, items, redirection: known?.redirection ?? null, sentBy: item })
  }
  return [...results.values()]
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
