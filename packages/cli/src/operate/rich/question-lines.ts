/**
 * A question as lines of a terminal, however narrow or low it is.
 */
import columnsOf from 'fast-string-width'
import pc from 'picocolors'
import type { Question } from '../dialogue.js'
import { fold, printable, render } from '../render.js'
import type { Cursor } from './screen.js'
import { textOf, type Line } from './line-editor.js'

/** The terminal on which lines are drawn. */
export interface Canvas {
  columns: number
  rows: number
  colour: boolean
}

/**
 * The lines of a question.
 * @param question The question.
 * @param selected Which answer is marked; null for none.
 * @param notice What was wrong with the last key; null for nothing.
 * @param canvas The terminal.
 * @returns Lines that fit; where the terminal is low, some of the answers.
 */
export function questionLines<Value>(
  question: Question<Value>,
  selected: number | null,
  notice: string | null,
  canvas: Canvas
): string[] {
  const colours = pc.createColors(canvas.colour)
  const width = widthOf(canvas)
  const head = render(question.head, { width: canvas.columns, colour: canvas.colour, isPlain: false })
  const foot = [
    ...(notice === null ? [] : fold(printable(notice), width).map(colours.yellow)),
    footer(question, selected, width, colours),
    ...(question.status === undefined ? [] : [colours.dim(shortened(printable(question.status()), width))])
  ]
  const room = canvas.rows - 2 - head.length - foot.length
  return ['', ...head, ...answers(question, selected, width, Math.max(3, room), colours), ...foot]
}

function widthOf({ columns }: Canvas): number {
  return Math.max(20, Math.min(columns - 1, 100))
}

function answers<Value>(
  { options }: Question<Value>,
  selected: number | null,
  width: number,
  room: number,
  colours: ReturnType<typeof pc.createColors>
): string[] {
  const drawn = options.map(({ label, note }, index) => {
    const isMarked = index === selected
    const lead = `${isMarked ? '›' : ' '} ${index + 1}  `
    const hang = ' '.repeat(lead.length)
    const paint = isMarked ? colours.bold : (words: string) => words
    const lines = fold(printable(label), width - lead.length).map((line, row) =>
      paint((row === 0 ? lead : hang) + line)
    )
    const noted =
      note === undefined ? [] : fold(printable(note), width - lead.length).map((line) => hang + colours.dim(line))
    const short = lead + shortOption(printable(label), note === undefined ? '' : printable(note), width - lead.length)
    return { full: [...lines, ...noted], short: paint(short) }
  })
  const full = drawn.flatMap((option) => option.full)
  if (full.length <= room) return full
  const mixed = drawn.flatMap((option, index) => (index === selected ? option.full : [option.short]))
  if (mixed.length <= room) return mixed
  if (drawn.length <= room) return drawn.map(({ short }) => short)
  // A terminal that is lower than the answers shows those around the mark.
  const shown = Math.max(1, room - 2)
  const start = Math.min(Math.max(0, (selected ?? 0) - Math.floor(shown / 2)), drawn.length - shown)
  const more = (count: number, where: string): string => colours.dim(count > 0 ? `     ${count} more ${where}` : '')
  return [
    more(start, 'above'),
    ...drawn.slice(start, start + shown).map(({ short }) => short),
    more(drawn.length - start - shown, 'below')
  ]
}

/** The keys, in one line: as many as there is room for, and always the one that shows all. */
function footer<Value>(
  { keys, options, preselected, enter = 'confirm' }: Question<Value>,
  selected: number | null,
  width: number,
  colours: ReturnType<typeof pc.createColors>
): string {
  const choice =
    selected === null && preselected === null
      ? `1${options.length > 1 ? `-${options.length}` : ''} choose`
      : `Enter ${enter}`
  const help = keys.find(({ key }) => key === '?')
  const last = help ? `? ${help.word}` : null
  const shown = options.length === 0 ? [] : [choice]
  // `stop` has to be seen on every terminal.
  const stop = keys.find(({ key }) => key === 'q')
  const tail = [stop ? `q ${stop.word}` : null, last].filter((words) => words !== null)
  for (const { key, word } of keys) {
    if (key === '?' || key === 'q') continue
    const next = [...shown, `${key} ${word}`, ...tail].join(' · ')
    if (columnsOf(next) > width) break
    shown.push(`${key} ${word}`)
  }
  return colours.dim([...shown, ...tail].join(' · '))
}

/** An answer in one line: where it leads matters more than all of its words. */
function shortOption(label: string, note: string, width: number): string {
  if (note === '') return shortened(label, width)
  const end = shortened(note, Math.max(12, Math.floor(width / 2)))
  return `${shortened(label, width - columnsOf(end) - 1)} ${end}`
}

function shortened(words: string, width: number): string {
  if (columnsOf(words) <= width) return words
  return `${cutInto(words, Math.max(1, width - 1))[0] ?? ''}…`
}

/**
 * The lines of a text that is being typed.
 * @param label What is asked.
 * @param head Lines above it.
 * @param line What was typed so far; null when it is not shown.
 * @param notice What was wrong with the last answer; null for nothing.
 * @param canvas The terminal.
 * @returns The lines, and where the cursor stands in them.
 */
export function textLines(
  label: string,
  head: readonly string[],
  line: Line | null,
  notice: string | null,
  canvas: Canvas
): { lines: string[]; cursor: Cursor } {
  const colours = pc.createColors(canvas.colour)
  const width = widthOf(canvas)
  const lead = `${printable(label)}: `
  const typed = cutInto(lead + (line === null ? '' : printable(textOf(line))), width)
  const before = cutInto(lead + (line === null ? '' : printable(line.characters.slice(0, line.at).join(''))), width)
  const top = ['', ...head]
  const foot = [
    ...(notice === null ? [] : fold(printable(notice), width).map(colours.yellow)),
    colours.dim(line === null ? 'not shown while you type · Enter confirm · Esc back' : 'Enter confirm · Esc back')
  ]
  return {
    lines: [...top, ...typed, ...foot],
    cursor: { line: top.length + before.length - 1, column: columnsOf(before.at(-1) ?? '') }
  }
}

/** Cuts at columns, not at words: the cursor has to be found again. */
function cutInto(words: string, width: number): string[] {
  const lines = ['']
  for (const character of words) {
    const last = lines.at(-1) ?? ''
    if (columnsOf(last + character) > width) lines.push(character)
    else lines[lines.length - 1] = last + character
  }
  return lines
}
