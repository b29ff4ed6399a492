/**
 * What an output shows: the text that stands on the screen at last, and that matchers compare.
 */

/** Whether anything in a text steers a terminal. */
const STEERS = /[^\P{Cc}\n\t]/u

/** Written so that no expression holds a control character. */
const [ESC, BEL, ST] = ['\u001B', '\u0007', '\u009C']

/**
 * The sequences of a terminal. One that has no end takes no more than its line.
 * - strings (titles, links, answers): from their introducer to BEL, ST, the next escape or the end of the line
 * - CSI (colors, cursor): parameters and one final byte
 * - the other escapes: intermediate bytes and one final byte
 */
const SEQUENCE = new RegExp(
  [
    `(?:${ESC}[\\]PX^_]|[\u0090\u0098\u009D-\u009F])[^\\n${BEL}${ESC}${ST}]*(?:${BEL}|${ESC}\\\\|${ST})?`,
    `(?:${ESC}\\[|\u009B)[0-?]*[ -/]*[@-~]?`,
    `${ESC}[ -/]*[0-Z\\\\\`-~]?`
  ].join('|'),
  'y'
)

const ERASE_TO_END = /[[\u009b]0?K$/
const ERASE_LINE = /[[\u009b]2K$/

/**
 * What a raw output shows, as a terminal would come to show it: a line that rewrites itself is what it was rewritten to
 * last, a backspace goes back over what follows it, and colors, titles and links are left out. Other control characters,
 * which nobody sees, are left out, too. A rewritten line holds nothing of what was longer before it, and the cursor
 * leaves no line. What is stored of a run stays as it came.
 * @param raw The output as it came.
 * @returns Lines of visible text, ended by line feeds; tabs stay. Equal to the output where nothing in it steers.
 */
export function shownText(raw: string): string {
  if (!STEERS.test(raw)) return raw
  const shown: string[] = []
  let line = new Line()
  for (let at = 0; at < raw.length;) {
    const character = String.fromCodePoint(raw.codePointAt(at)!)
    SEQUENCE.lastIndex = at
    const sequence = isIntroducer(character) ? SEQUENCE.exec(raw)?.[0] : undefined
    at += sequence?.length ?? character.length
    if (sequence !== undefined) line.erase(sequence)
    else if (character === '\n' || character === '\v' || character === '\f') {
      shown.push(line.text(), '\n')
      line = new Line()
    } else line.add(character)
  }
  shown.push(line.text())
  return shown.join('')
}

function isIntroducer(character: string): boolean {
  return character === '\u001b' || (character >= '\u0090' && character <= '\u009f' && STRINGS_AND_CSI.has(character))
}

const STRINGS_AND_CSI: ReadonlySet<string> = new Set(['\u0090', '\u0098', '\u009b', '\u009d', '\u009e', '\u009f'])

/** A line of a terminal, and where its cursor stands. */
class Line {
  private cells: string[] = []
  private column = 0
  /** Whether a carriage return stands before what comes next, which then takes the place of the line. */
  private isReturned = false

  add(character: string): void {
    if (character === '\r') {
      this.isReturned = true
      this.column = 0
    } else if (character === '\b') this.column = Math.max(0, this.column - 1)
    else if (character === '\t' || !STEERS.test(character)) {
      if (this.isReturned) this.cells = []
      this.isReturned = false
      this.cells[this.column++] = character
    }
  }

  erase(sequence: string): void {
    if (ERASE_LINE.test(sequence)) this.cells = Array.from({ length: this.column }, () => ' ')
    else if (ERASE_TO_END.test(sequence)) this.cells.length = Math.min(this.cells.length, this.column)
  }

  text(): string {
    return this.cells.join('')
  }
}
