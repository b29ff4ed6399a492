/**
 * Masks secrets in everything that is shown or stored.
 *
 * A secret is found in clear; in base64 (alone or inside of more, wrapped or not, also the URL-safe alphabet) and in hex;
 * and under percent-encoding, backslashes (JSON, programs, shells), HTML entities and doubled quotes, whichever of its
 * characters are escaped; parted by colors and other escape sequences; and all in upper or in lower case. Found too are the password in a connection URL, and the single lines of a secret of several.
 *
 * Beside these, what has the form of a key of a well-known service, or stands where secrets do (behind a name, an option of
 * a program, below a column), is masked as it stands, though nobody knows it.
 *
 * Not found: what a command made of a secret otherwise (reversed, compressed, encrypted, hashed, cut in two, in base64
 * with another alphabet, in hex with separators), and encodings more than two deep.
 *
 * A secret of fewer than {@link SHORTEST_SECRET} characters would blacken every text. It is masked only in clear, and
 * only where no letter or digit stands beside it; {@link Masker.weak} names it, so that an operator can be warned.
 */
import type { OutputFilter } from '../ports.js'
import {
  backslash,
  colors,
  doubledQuotes,
  entities,
  form,
  percent,
  quotes,
  unwrapped,
  type Decoding,
  type Reader
} from './redact-decoders.js'
import { formsOf, SHORTEST_SECRET, type Form, type Secret } from './redact-forms.js'
import { createAutomaton, createSearch, type Automaton, type Found } from './redact-search.js'
import { createBlocksMasker } from './redact-blocks.js'
import { createLooksMasker, UNDECLARED } from './redact-looks.js'
import { createWideReader } from './redact-wide.js'
import { createWordMasker } from './redact-words.js'

export type { Secret } from './redact-forms.js'

/** Masks some secrets. */
export interface Masker {
  /** Names of secrets that are, or hold, a value too short to be masked everywhere. */
  readonly weak: readonly string[]
  /** Masks a whole text. What is masked already stays as it is. */
  mask(text: string): string
  /** Starts to mask a text that comes in parts; the result is the same. */
  stream(): StreamMasker
}

/**
 * Masks a text that comes in parts. Held back is the shortest end that may still become a secret, never more than a few
 * times the length of the longest secret. At the end of a text that broke off, what agrees with the first
 * {@link SHORTEST_SECRET} characters of a secret or more is masked, too: the rest was perhaps only not written any more.
 */
export type StreamMasker = OutputFilter

interface View {
  decodings: readonly Decoding[]
  /** Forms with fewer units than this do not count here. */
  shortest: number
}

/** Units that a form must have to be found across the ends of lines. */
const SHORTEST_WRAPPED = 8

/** The ways in which a text is read. The first one reads it as it is. */
const VIEWS: readonly View[] = [
  [],
  [percent],
  [percent, percent],
  [form],
  [backslash],
  [backslash, backslash],
  [backslash, entities],
  [percent, backslash],
  [entities],
  [entities, backslash],
  [quotes],
  [doubledQuotes],
  [unwrapped],
  [backslash, unwrapped],
  [colors],
  [colors, unwrapped]
].map((decodings) => ({ decodings, shortest: decodings.includes(unwrapped) ? SHORTEST_WRAPPED : 0 }))

/** Units of a long text that are worked on at a time. */
const PIECE = 65_536

/** What may stand in the place of a secret: the first in which no secret is found. */
const MARKERS = ['[hidden]', '[...]', '***', '___', '###']

/**
 * Prepares to mask.
 * @param secrets Names and values. Empty values are left out.
 * @returns A masker that writes `[secret:NAME]` for the value of NAME, and something plainer when that would itself
 * hold a secret. Linear in the length of the text.
 */
export function createMasker(secrets: readonly Secret[]): Masker {
  const { forms, words } = formsOf(secrets)
  const automaton = createAutomaton(forms)
  const markers = secrets.map(({ name }) => safeMarker(name, automaton, words))
  const markerOf = (secret: number) => markers[secret] ?? ''
  const views = VIEWS.filter((view) => canMatter(view, forms))

  function stream(chosen: readonly View[]): StreamMasker {
    const known = createWordMasker(words, markerOf)
    const undeclared = [createWideReader(), createBlocksMasker(UNDECLARED), createLooksMasker()]
    const stages =
      forms.length === 0
        ? [known, ...undeclared]
        : [createFormMasker(automaton, chosen, markerOf), known, ...undeclared]
    return {
      push: (text) => stages.reduce((rest, stage) => stage.push(rest), text),
      end: (isCut) => stages.reduce((rest, stage) => stage.push(rest) + stage.end(isCut), '')
    }
  }

  return {
    weak: [...new Set(words.map(({ secret }) => secrets[secret]!.name))],
    stream: () => stream(views),
    mask(text) {
      const masker = stream(views.filter(({ decodings }) => decodings[0]?.trigger.test(text) ?? true))
      let masked = ''
      for (let at = 0; at < text.length; at += PIECE) masked += masker.push(text.slice(at, at + PIECE))
      return masked + masker.end()
    }
  }
}

/** Whether a way of reading can show a form that reading as it is does not. */
function canMatter({ decodings }: View, forms: readonly Form[]): boolean {
  if (decodings.includes(form)) return forms.some(({ text }) => text.includes(' '))
  if (decodings.includes(quotes)) return forms.some(({ text }) => text.includes("'"))
  if (decodings.includes(doubledQuotes)) return forms.some(({ text }) => text.includes('"'))
  return true
}

function safeMarker(name: string, automaton: Automaton, words: readonly Form[]): string {
  return [`[secret:${name}]`, ...MARKERS].find((marker) => isSafe(marker, automaton, words)) ?? ''
}

function isSafe(marker: string, automaton: Automaton, words: readonly Form[]): boolean {
  let found = false
  const note = () => {
    found = true
    return ''
  }
  const search = createSearch(automaton, 0, note)
  for (let index = 0; index < marker.length; index += 1) search.unit(marker.charCodeAt(index), index, index + 1)
  const masker = createWordMasker(words, note)
  masker.push(marker)
  masker.end()
  return !found
}

/** Masks what the automaton finds in any of the views. Places that overlap become one. */
function createFormMasker(
  automaton: Automaton,
  views: readonly View[],
  markerOf: (secret: number) => string
): StreamMasker {
  let found: Found[] = []
  const readers = views.map(({ decodings, shortest }) =>
    decodings.reduceRight<Reader>(
      (next, decoding) => decoding.open(next),
      createSearch(automaton, shortest, (place) => found.push(place))
    )
  )
  let text = ''
  /** Offset of `text` in all that came. */
  let base = 0
  /** Up to here everything was handed on, or masked. */
  let done = 0

  /** Hands on what stands before a limit; no place that starts there is still to be found. */
  function settle(limit: number): string {
    const places = found.filter(({ start }) => start < limit).toSorted(inOrder)
    found = found.filter(({ start }) => start >= limit)
    let masked = ''
    for (const { start, end, secret } of places) {
      if (start >= done) masked += text.slice(done - base, start - base) + markerOf(secret)
      done = Math.max(done, end)
    }
    if (limit > done) {
      masked += text.slice(done - base, limit - base)
      done = limit
    }
    const kept = Math.min(done, base + text.length)
    text = text.slice(kept - base)
    base = kept
    return masked
  }

  return {
    push(more) {
      const start = base + text.length
      text += more
      for (const reader of readers) {
        for (let index = 0; index < more.length; index += 1) {
          reader.unit(more.charCodeAt(index), start + index, start + index + 1)
        }
      }
      return settle(Math.min(start + more.length, ...readers.map((reader) => reader.pendingFrom())))
    },
    end(isCut = false) {
      const end = base + text.length
      // Before the readers end: an escape that broke off says nothing against a secret that broke off with it.
      const begun = isCut ? readers.flatMap((reader) => reader.begun() ?? []) : []
      for (const { start, depth, secret } of begun) if (depth >= SHORTEST_SECRET) found.push({ start, end, secret })
      for (const reader of readers) reader.end()
      return settle(end)
    }
  }
}

/** The first and, of those, the longest place before the others; the order of the secrets decides between equals. */
function inOrder(one: Found, other: Found): number {
  return one.start - other.start || other.end - one.end || one.secret - other.secret
}
