/**
 * Masks secrets of one to three characters, where they stand as a word of their own.
 */
import type { Form } from './redact-forms.js'
import type { OutputFilter } from '../ports.js'

/** Units that must be known behind a place before it is decided: the longest such secret, and one character more. */
const LOOK_AHEAD = 5

/** Units that must be known before it: one character. */
const LOOK_BEHIND = 2

/**
 * Starts to mask words in a text that comes in parts.
 * @param words What to mask.
 * @param markerOf What stands in the place of a secret.
 */
export function createWordMasker(words: readonly Form[], markerOf: (secret: number) => string): OutputFilter {
  if (words.length === 0) return { push: (text) => text, end: () => '' }
  const secrets = new Map(words.toReversed().map(({ text, secret }) => [text, secret]))
  const alternatives = [...secrets.keys()].toSorted((one, other) => other.length - one.length).map(escaped)
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'gu')
  let text = ''
  /** Up to here the text was handed on. */
  let done = 0

  function settle(limit: number): string {
    let masked = ''
    pattern.lastIndex = done
    for (let word = pattern.exec(text); word && word.index < limit; word = pattern.exec(text)) {
      masked += text.slice(done, word.index) + markerOf(secrets.get(word[0])!)
      done = pattern.lastIndex
    }
    if (limit > done) {
      masked += text.slice(done, limit)
      done = limit
    }
    const kept = Math.max(0, done - LOOK_BEHIND)
    text = text.slice(kept)
    done -= kept
    return masked
  }

  return {
    push(more) {
      text += more
      const limit = Math.max(done, text.length - LOOK_AHEAD)
      // Never between the halves of a character.
      return settle(limit > done && /[\uDC00-\uDFFF]/.test(text[limit] ?? '') ? limit - 1 : limit)
    },
    end: () => settle(text.length)
  }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}
