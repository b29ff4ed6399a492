/**
 * Scripts that put no spaces between words. Dictionaries that find the words differ from engine to engine, so two signs
 * that follow each other take the place of a word: the same everywhere, and a part of a run is found as well as its start.
 */

const SCRIPTS =
  '\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Hangul}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}'

/** A run of letters, marks and digits of scripts without spaces, or of the others. */
export const RUN = new RegExp(
  `(?:(?=[${SCRIPTS}])[\\p{L}\\p{M}\\p{Nl}])+|(?:(?![${SCRIPTS}])[\\p{L}\\p{N}\\p{M}]|(?=[${SCRIPTS}])\\p{Nd})+`,
  'gu'
)
const UNSPACED = new RegExp(`^(?=[${SCRIPTS}])[\\p{L}\\p{Nl}]`, 'u')
/** A sign with the marks that belong to it. */
const SIGN = /\P{M}\p{M}*|\p{M}+/gu
/** With the sign of a long vowel, U+30FC. */
const HIRAGANA = /^[\p{sc=Hiragana}\u30FC]+$/u
const ACCENTS = /[\u0300-\u036f]/g
// oxlint-disable-next-line no-control-regex
const ASCII = /^[\u0000-\u007F]*$/

/** Whether a run or a word is of a script without spaces. */
export function isUnspaced(text: string): boolean {
  return UNSPACED.test(text)
}

/**
 * Each two signs of a run that follow each other, with their places; a lone sign is a word of its own.
 * @param run A run of a script without spaces.
 */
export function pairsOf(run: string): { text: string; start: number; end: number }[] {
  const signs = [...run.matchAll(SIGN)].map(({ 0: text, index }) => ({ text, start: index, end: index + text.length }))
  const [only] = signs
  if (signs.length === 1 && only) return [only]
  return signs.slice(1).map((sign, index) => {
    const start = signs[index]?.start ?? 0
    return { text: run.slice(start, sign.end), start, end: sign.end }
  })
}

/** What a pair of signs weighs as a word: endings and particles, which Japanese writes in Hiragana, next to nothing. */
export function weightOfPair(pair: string): number {
  if (HIRAGANA.test(pair)) return 0.15
  return [...pair.matchAll(SIGN)].length > 1 ? 1 : 0.5
}

/**
 * A word as it is compared: in lower case, without accents, wide and narrow forms as one.
 * @param word Any word.
 */
export function folded(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase()
  return word.normalize('NFKD').replace(ACCENTS, '').normalize('NFKC').toLowerCase()
}
