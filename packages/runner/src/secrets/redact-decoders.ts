/**
 * Ways in which a text can be read: with its percent signs decoded, without backslashes, and so on. Each character is
 * read apart, so it does not matter which characters of a secret were escaped, and how.
 */

/** Takes in characters of a text as it is read in some way. */
export interface Reader {
  /** Takes in one UTF-16 code unit that stands for the text from `start` to `end`. */
  unit(code: number, start: number, end: number): void
  /** There is no more text. */
  end(): void
  /** Offset in the text from which on this reader is still undecided; Infinity when it waits for nothing. */
  pendingFrom(): number
  /** The beginning of a form with which the text ends by now: where it starts, and how many units agree. */
  begun(): { start: number; depth: number; secret: number } | null
}

/** What an escape stands for, and how many units of the text it takes. */
interface Escape {
  length: number
  codes: readonly number[]
}

/**
 * Reads the escape at the beginning of some units.
 * @param text What has come so far.
 * @param ended Whether nothing follows.
 * @returns Null when more text is needed to decide; never when the text has ended.
 */
type ReadEscape = (text: string, ended: boolean) => Escape | null

/** One way to read a text. */
export interface Decoding {
  /** A text that lacks this reads as itself. */
  trigger: RegExp
  /** Makes the reader; what it reads goes on to the next one. */
  open(next: Reader): Reader
}

/** `%2B`, in any case, also for the bytes of UTF-8. */
export const percent: Decoding = { trigger: /%/, open: (next) => escapes('%', readPercent, next) }

/** What forms send: as percent, and `+` for a space. */
export const form: Decoding = {
  trigger: /[%+]/,
  open: (next) => escapes('%+', (text, ended) => (text[0] === '+' ? literal(' ') : readPercent(text, ended)), next)
}

/** `\"`, `\n`, `\u00e9`, `\xe9` as in JSON and programs; `\$` as a shell quotes it. */
export const backslash: Decoding = { trigger: /\\/, open: (next) => escapes('\\', readBackslash, next) }

/** `&quot;`, `&#39;`, `&#x27;`. */
export const entities: Decoding = { trigger: /&/, open: (next) => escapes('&', readEntity, next) }

/** A single quote inside of single quotes: `'\''` and `'"'"'` in a shell, `''` in SQL. */
export const quotes: Decoding = {
  trigger: /'/,
  open: (next) => escapes(`'`, readerOf([`'\\''`, `'"'"'`, `''`]), next)
}

/** `""`, as in CSV. Apart from the others: where single quotes are escaped, double ones are not. */
export const doubledQuotes: Decoding = { trigger: /""/, open: (next) => escapes(`"`, readerOf([`""`]), next) }

/** What begins and ends escape sequences; written so that no expression holds a control character. */
const [ESC, C1, BEL, NUL] = ['\u001B', '\u009B', '\u0007', '\0']

/**
 * Escape sequences left out, such as colors, and NUL, as in UTF-16: whoever shows the text takes them away, and what they
 * part comes together.
 */
export const colors: Decoding = {
  trigger: new RegExp(`[${ESC}${C1}${NUL}]`),
  open: (next) => escapes(`${ESC}${C1}${NUL}`, readSequence, next)
}

/** Line ends and the indentation or the mark of a quotation behind them left out, as in wrapped base64. */
export const unwrapped: Decoding = {
  trigger: /[\r\n]/,
  open: (next) => {
    let atLineStart = false
    return {
      unit(code, start, end) {
        if (code === 10 || code === 13) atLineStart = true
        else if (!atLineStart || (code !== 32 && code !== 9 && code !== 62)) {
          atLineStart = false
          next.unit(code, start, end)
        }
      },
      end: () => next.end(),
      pendingFrom: () => next.pendingFrom(),
      begun: () => next.begun()
    }
  }
}

function escapes(openers: string, read: ReadEscape, next: Reader): Reader {
  let text = ''
  let starts: number[] = []
  let ends: number[] = []

  /** Hands on what is decided. */
  function settle(ended: boolean): void {
    let at = 0
    while (at < text.length) {
      const found = openers.includes(text[at]!) ? read(text.slice(at), ended) : literal(text[at]!)
      if (found === null) break
      for (const code of found.codes) next.unit(code, starts[at]!, ends[at + found.length - 1]!)
      at += found.length
    }
    text = text.slice(at)
    starts = starts.slice(at)
    ends = ends.slice(at)
  }

  return {
    unit(code, start, end) {
      const character = String.fromCharCode(code)
      if (text === '' && !openers.includes(character)) return next.unit(code, start, end)
      text += character
      starts.push(start)
      ends.push(end)
      settle(false)
    },
    end() {
      settle(true)
      next.end()
    },
    pendingFrom: () => Math.min(starts[0] ?? Infinity, next.pendingFrom()),
    begun: () => next.begun()
  }
}

function literal(character: string, length = 1): Escape {
  return { length, codes: unitsOf(character) }
}

function unitsOf(text: string): number[] {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
}

const PERCENT_RUN = /^(?:%[0-9a-f]{2})+/i

function readPercent(text: string, ended: boolean): Escape | null {
  const run = PERCENT_RUN.exec(text)?.[0] ?? ''
  if (run === '') return !ended && /^%[0-9a-f]?$/i.test(text) ? null : literal('%')
  const first = Number.parseInt(run.slice(1, 3), 16)
  const bytes = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1
  if (bytes === 1) return { length: 3, codes: [first] }
  const wanted = run.slice(0, bytes * 3)
  if (wanted.length < bytes * 3 && !ended && /^(?:%[0-9a-f]?)?$/i.test(text.slice(wanted.length))) return null
  try {
    return { length: wanted.length, codes: unitsOf(decodeURIComponent(wanted)) }
  } catch {
    // It is not UTF-8: the first byte alone, as in Latin-1.
    return { length: 3, codes: [first] }
  }
}

/** A longer sequence than this is none. */
const LONGEST_SEQUENCE = 256
// ECMA-48: CSI with its parameters; strings such as titles and links, up to their end; and sequences of two or three characters.
const CSI = `(?:${ESC}\\[|${C1})[0-?]*[ -/]*`
const STRING = `${ESC}[\\]PX^_][^${BEL}${ESC}]*`
const SEQUENCE = new RegExp(
  `^(?:${CSI}[@-~]|${STRING}(?:${BEL}|${ESC}\\\\)|${ESC}[ -/]+[0-~]|${ESC}[0-OQ-WYZ\\\\\`-~])`
)
const SEQUENCE_BEGUN = new RegExp(`^(?:${CSI}|${STRING}${ESC}?|${ESC}[ -/]*)$`)

function readSequence(text: string, ended: boolean): Escape | null {
  if (text[0] === NUL) return { length: 1, codes: [] }
  const sequence = SEQUENCE.exec(text)?.[0]
  if (sequence !== undefined) return { length: sequence.length, codes: [] }
  return !ended && text.length <= LONGEST_SEQUENCE && SEQUENCE_BEGUN.test(text) ? null : literal(text[0]!)
}

const CONTROLS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

function readBackslash(text: string, ended: boolean): Escape | null {
  const code = /^\\(?:u([0-9a-f]{4})|x([0-9a-f]{2}))/i.exec(text)
  if (code) return { length: code[0].length, codes: [Number.parseInt(code[1] ?? code[2]!, 16)] }
  if (!ended && /^\\(?:u[0-9a-f]{0,3}|x[0-9a-f]?)?$/i.test(text)) return null
  const character = text[1]
  return character === undefined ? literal('\\') : literal(CONTROLS[character] ?? character, 2)
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function readEntity(text: string, ended: boolean): Escape | null {
  const entity = /^&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{1,4}));/i.exec(text)
  if (!entity) return !ended && /^&(?:#\d{0,7}|#x[0-9a-f]{0,6}|[a-z]{1,4})?$/i.test(text) ? null : literal('&')
  const [whole, decimal, hexadecimal, name] = entity
  const point = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
  const character = name === undefined ? point <= 0x10ffff && String.fromCodePoint(point) : ENTITIES[name.toLowerCase()]
  return character ? literal(character, whole.length) : literal('&')
}

/** Reads some ways to write a quote. */
function readerOf(quoted: readonly string[]): ReadEscape {
  return (text, ended) => {
    const quote = quoted.find((candidate) => text.startsWith(candidate))
    if (quote !== undefined) return literal(quote[0]!, quote.length)
    return !ended && quoted.some((candidate) => candidate.startsWith(text)) ? null : literal(text[0]!)
  }
}
