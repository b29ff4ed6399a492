/**
 * Words of texts and queries, brought to one form so that both can be compared.
 */
import { EVERYDAY, IRREGULAR, LOG_WORDS, STOP_WORDS } from './everyday.js'
import { folded, isUnspaced, pairsOf, RUN, weightOfPair } from './scripts.js'

/** A word of a text and where it stands. */
export interface Word {
  /** In lower case, without the endings of plurals and tenses. */
  stem: string
  /** In lower case, as written. */
  raw: string
  /** Offset of its first code unit in the text. */
  start: number
  /** Offset behind its last code unit. */
  end: number
}

/** Most words: neither camel case nor a compound. */
const PLAIN = /^[A-Za-z]?[a-z]*$/
/** Words that are joined by hyphens, underscores or full stops, such as `time-out` and `stripe_events`. */
const COMPOUND = /[\p{L}\p{N}\p{M}]+(?:[-_.][\p{L}\p{N}\p{M}]+)*/gu
/** The same for texts of ASCII alone, which is several times faster. */
const ASCII_COMPOUND = /[A-Za-z\d]+(?:[-_.][A-Za-z\d]+)*/g
// oxlint-disable-next-line no-control-regex
const ASCII = /^[\u0000-\u007F]*$/
/** `StripeWebhookErrorRateHigh` and `HTTPError`, but neither `42P17` nor `ECONNREFUSED`. */
export const HUMP = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu}\p{Lu})(?=\p{Lu}\p{Ll})/gu

/**
 * Compounds of a text: words that stand together.
 * @param text Any text.
 */
export function compoundsOf(text: string): string[] {
  return text.match(ASCII.test(text) ? ASCII_COMPOUND : COMPOUND) ?? []
}

/**
 * Words of a text with their places; camel case and compounds are taken apart.
 * @param text Any text.
 */
export function wordsOf(text: string): Word[] {
  if (PLAIN.test(text)) {
    const raw = text.toLowerCase()
    return raw === '' ? [] : [{ stem: stemOf(raw), raw, start: 0, end: raw.length }]
  }
  const words: Word[] = []
  for (const { 0: run, index } of text.matchAll(RUN)) {
    if (isUnspaced(run)) {
      for (const { text: pair, start, end } of pairsOf(run)) {
        const raw = folded(pair)
        words.push({ stem: raw, raw, start: index + start, end: index + end })
      }
      continue
    }
    let start = index
    for (const hump of run.split(HUMP)) {
      const raw = folded(hump)
      words.push({ stem: stemOf(raw), raw, start, end: start + hump.length })
      start += hump.length
    }
  }
  return words
}

/** What is cut off a word, by its last letter: most words end in none of these, and all words come by here. */
const ENDINGS: Readonly<Record<string, readonly (readonly [ending: RegExp, instead: string])[]>> = {
  s: [
    [/ies$/, 'y'],
    [/(?<=ss|x|ch|sh)es$/, ''],
    [/(?<=[^sui])s$/, '']
  ],
  d: [[/(?<=[aeiouy][a-z]+)ed$/, '']],
  g: [[/(?<=[aeiouy][a-z]+)ing$/, '']]
}
const DOUBLED = /([bdgmnprt])\1$/
/** `cancelled` and `canceled`, `install` and `installed`. */
const DOUBLED_L = /(?<=.{4})ll$/

/**
 * A word without the endings of plurals and tenses. Rough on purpose: both sides of a comparison go through it.
 * @param word In lower case.
 */
export function stemOf(word: string): string {
  if (word.length < 3 || isCode(word)) return word
  const regular = IRREGULAR.get(word)
  if (regular !== undefined) return stemOf(regular)
  if (word.length < 4) return word
  let plain = word
  for (const [ending, instead] of ENDINGS[word.charAt(word.length - 1)] ?? []) {
    plain = plain.replace(ending, instead)
    if (plain.length < word.length) break
  }
  if (plain.length < word.length) plain = plain.replace(DOUBLED, '$1')
  if (plain.endsWith('ll')) plain = plain.replace(DOUBLED_L, 'l')
  return plain.length > 4 && plain.endsWith('e') ? plain.slice(0, -1) : plain
}

const DIGIT = /\p{N}/u

const EVERYDAY_STEMS = new Set([...EVERYDAY].map(stemOf))
const LOG_STEMS = new Set([...LOG_WORDS].map(stemOf))

/** What a word weighs in a query, beside how rare it is: codes most, words of any log line less, small words least. */
export function weightOf({ stem, raw }: Pick<Word, 'stem' | 'raw'>): number {
  if (isCode(raw)) return 2
  if (isUnspaced(raw)) return weightOfPair(raw)
  if (raw.length === 1 || STOP_WORDS.has(raw)) return 0.1
  if (EVERYDAY_STEMS.has(stem)) return 0.35
  return LOG_STEMS.has(stem) ? 0.4 : 1
}

/** Whether everybody writes a word, whatever it is about: it says little, and is no typing mistake of another. */
export function isEveryday(stem: string): boolean {
  return EVERYDAY_STEMS.has(stem) || LOG_STEMS.has(stem)
}

/** Whether a word is a code, such as `42501`, `42p17`, `429` or `5xx`: those match exactly or not at all. */
export function isCode(raw: string): boolean {
  return DIGIT.test(raw)
}
