/**
 * How long a Markdown engine will take for a text, estimated before it is parsed. The figures are those of
 * `mdast-util-from-markdown` with GFM, in microseconds on an ordinary machine, measured at the worst text of each kind.
 */

/** The most work that is taken on; real documents, even large ones, need far less. */
const MAX_WORK = 1_000_000

const PER_LINE = 50
/** A line that opens a list item, beside what every line costs. */
const PER_ITEM = 80
/** A level of nesting of a line, which each engine walks through again. */
const PER_LEVEL = 60
/** A character reference. */
const PER_REFERENCE = 25
/** A cell of a table. */
const PER_CELL = 70
/** An opening bracket of what may be HTML. */
const PER_ANGLE_BRACKET = 7
/** A pair of quotes or of underlined headings: each of them looks through those before it. */
const PER_PAIR_OF_BLOCKS = 0.25
/** A delimiter that looks through another in its paragraph: emphasis, strike-through, links. */
const PER_PAIR_OF_DELIMITERS = 0.045
/** A character that is looked at once more for each opening in its paragraph that nothing closes, such as `<!--`. */
const PER_CHARACTER_AFTER_OPENING = 0.03
/** How many characters make as much work for a delimiter that looks through them as another delimiter does. */
const CHARACTERS_PER_DELIMITER = 8

const LINE = /[^\r\n]*(?:\r\n|\r|\n|$)/y
const BLANK = /^[\s>]*$/
/** What a line stands in; where it changes from line to line, quotes begin and end. */
const QUOTES = /^[ \t>]*/
const UNDERLINE = /^[ \t>]*(?:=+|-+)[ \t]*$/
const ITEM = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])(?:\s|$)/
/** Delimiters; an underscore inside a word is none. Openings, cells and angle brackets are told apart by the groups. */
const MARK = /[*~[\]]|(?<![A-Za-z0-9_])_|_(?![A-Za-z0-9_])|(`+|<[!?])|(\|)|(<)|(&)/g

/**
 * Whether a text would keep a Markdown engine busy for too long.
 * @param text Any text, of limited size.
 */
export function exceedsWork(text: string): boolean {
  return mayExceedWork(text) && measuredWork(text) > MAX_WORK
}

/**
 * A quick look that clears nearly every text: an upper bound, for which every character that could be markup counts as
 * the dearest it could be.
 */
function mayExceedWork(text: string): boolean {
  let work = 0
  let lines = 1
  let blocks = 0
  let marks = 0
  let paragraphStart = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 128 && IS_MARK[code] === 1) {
      marks++
    } else if (code === LINE_FEED || code === CARRIAGE_RETURN) {
      lines++
      const next = text.charCodeAt(index + 1)
      if (next === code || next === CARRIAGE_RETURN) {
        work += dearestWorkOf(marks, index - paragraphStart)
        marks = 0
        paragraphStart = index
      } else if (!isWordCharacter(next)) {
        blocks++
        let indent = index + 1
        while (text.charCodeAt(indent) === SPACE) indent++
        work += (PER_LEVEL * (indent - index - 1)) / 2
      }
    }
  }
  work += dearestWorkOf(marks, text.length - paragraphStart)
  return work + (PER_LINE + PER_ITEM) * lines + PER_PAIR_OF_BLOCKS * blocks * blocks > MAX_WORK
}

const SPACE = 32
const LINE_FEED = 10
const CARRIAGE_RETURN = 13

/** Which ASCII characters may be markup; a table, because every character of every text is looked up. */
const IS_MARK = Uint8Array.from({ length: 128 }, (_, code) => ('&*~[]_`|<'.includes(String.fromCharCode(code)) ? 1 : 0))

function isWordCharacter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code > 127
}

function dearestWorkOf(marks: number, length: number): number {
  return workOf(marks, marks, length) + PER_CELL * marks
}

function measuredWork(text: string): number {
  let work = 0
  let blocks = 0
  let quotes = ''
  let delimiters = 0
  let openings = 0
  let paragraphStart = 0
  LINE.lastIndex = 0
  while (LINE.lastIndex < text.length) {
    const start = LINE.lastIndex
    const line = LINE.exec(text)![0]
    work += ITEM.test(line) ? PER_LINE + PER_ITEM : PER_LINE
    work += PER_LEVEL * levelsOf(line)
    const before = quotes
    quotes = QUOTES.exec(line)![0].replace(/[^>]/g, '')
    if (quotes !== before || UNDERLINE.test(line.trimEnd())) blocks++
    if (BLANK.test(line)) {
      work += workOf(delimiters, openings, start - paragraphStart)
      delimiters = openings = 0
      paragraphStart = LINE.lastIndex
      continue
    }
    for (const [, opening, cell, angle, reference] of line.matchAll(MARK)) {
      if (cell !== undefined) work += PER_CELL
      else if (reference !== undefined) work += PER_REFERENCE
      else if (angle !== undefined) work += PER_ANGLE_BRACKET
      else if (opening !== undefined) openings++
      else delimiters++
    }
  }
  work += workOf(delimiters, openings, text.length - paragraphStart)
  return work + PER_PAIR_OF_BLOCKS * blocks * blocks
}

/** How deep a list item stands at the most: two columns for each list around it. */
function levelsOf(line: string): number {
  const indent = /^ +(?=[-*+\d])/.exec(line)
  return indent === null ? 0 : Math.floor(indent[0].length / 2)
}

/** The work that the inline markup of one paragraph makes. */
function workOf(delimiters: number, openings: number, length: number): number {
  return (
    PER_PAIR_OF_DELIMITERS * delimiters * (delimiters + length / CHARACTERS_PER_DELIMITER) +
    PER_CHARACTER_AFTER_OPENING * openings * length
  )
}
