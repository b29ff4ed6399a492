/**
 * The end of a scrolling log on which one block of lines is drawn again and again: a question, or what a command prints.
 * Nothing above it is ever touched, so that everything can be scrolled back to.
 */
import { stripVTControlCharacters } from 'node:util'
import columnsOf from 'fast-string-width'

const ESC = '\u001B['
const HIDE = `${ESC}?25l`
const SHOW = `${ESC}?25h`

/** Where the cursor stands in a block. */
export interface Cursor {
  line: number
  column: number
}

export class Screen {
  /** Columns that each line of the block takes; empty when there is no block. */
  private drawn: number[] = []
  private cursor: Cursor | null = null
  private readonly stdout: (text: string) => void
  private readonly size: () => { columns: number; rows: number }

  /**
   * @param stdout Writes to the terminal.
   * @param size The size of the terminal, now.
   */
  constructor(stdout: (text: string) => void, size: () => { columns: number; rows: number }) {
    this.stdout = stdout
    this.size = size
  }

  get columns(): number {
    return this.size().columns
  }

  get rows(): number {
    return this.size().rows
  }

  /** Writes lines that stay. */
  log(lines: readonly string[]): void {
    this.stdout(`${this.erasure()}${lines.map((line) => `${line}\r\n`).join('')}`)
  }

  /**
   * Draws the block again.
   * @param lines Its lines, none wider than the terminal.
   * @param cursor Where the cursor stands; at the end of the last line when absent.
   */
  draw(lines: readonly string[], cursor?: Cursor): void {
    const erasure = this.erasure()
    this.drawn = lines.map((line) => columnsOf(stripVTControlCharacters(line)))
    this.cursor = cursor ?? null
    const place = cursor ? this.placed(cursor, lines.length) : ''
    // Visible again at once: whoever is killed while a question stands leaves the terminal as it was.
    this.stdout(`${HIDE}${erasure}${lines.join('\r\n')}${place}${SHOW}`)
  }

  /** Takes the block away. */
  clear(): void {
    this.stdout(`${this.erasure()}${SHOW}`)
  }

  private placed({ line, column }: Cursor, count: number): string {
    const up = count - 1 - line
    return `${up > 0 ? `${ESC}${up}A` : ''}\r${column > 0 ? `${ESC}${column}C` : ''}`
  }

  /** Goes to the beginning of the block and clears from there. After a resize its lines may take more rows than before. */
  private erasure(): string {
    if (this.drawn.length === 0) return ''
    const { columns } = this
    const rowsOf = (width: number): number => Math.max(1, Math.ceil(width / columns))
    const at = this.cursor ?? { line: this.drawn.length - 1, column: this.drawn.at(-1) ?? 0 }
    const above = this.drawn.slice(0, at.line).reduce((total, width) => total + rowsOf(width), 0)
    // At the end of a full line the cursor stands on its last column, not in the next row.
    const within = Math.floor(Math.max(0, at.column - (this.cursor ? 0 : 1)) / columns)
    this.drawn = []
    this.cursor = null
    const up = Math.min(above + within, this.rows - 1)
    return `\r${up > 0 ? `${ESC}${up}A` : ''}${ESC}J`
  }
}
