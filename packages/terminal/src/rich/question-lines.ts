/**
 * A question as lines of a terminal, however narrow or low it is.
 */
import columnsOf from 'fast-string-width'
import pc from 'picocolors'
import type { Question } from '../dialogue.js'
import { fold } from '@keys/pack'
import { printable, render } from '../render.js'
import type { Cursor } from './screen.js'
import { textOf, type Line } from './line-editor.js'

/** The terminal on which lines are drawn. */
export interface Canvas {
  columns: number
  rows: number
  color: boolean
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
  const colors = pc.createColors(canvas.color)
  const width = widthOf(canvas)
  const head = render(question.head, { width: canvas.columns, color: canvas.color, isPlain: false })
  const foot = [
    ...(notice === null ? [] : fold(printable(notice), width).map(colors.yellow)),
    ...footer(question, selected, width, canvas.rows < LOW ? 1 : 2).map(colors.dim),
    ...(question.status === undefined ? [] : [colors.dim(shortened(printable(question.status()), width))])
  ]
  const room = canvas.rows - 2 - head.length - foot.length
  return ['', ...head, ...answers(question.options, selected, width, Math.max(3, room), colors), ...foot]
}

/** How wide a question is drawn. */
export function widthOf({ columns }: Canvas): number {
  return Math.max(20, Math.min(columns - 1, 100))
}

/** Answers as lines; where there is little room, the marked one and as much as there is room for. */
export function answers<Value>(
  options: Question<Value>['options'],
  selected: number | null,
  width: number,
  room: number,
  colors: ReturnType<typeof pc.createColors>
): string[] {
  const shorts = shortOptions(options, width - 4 - String(options.length).length)
  const drawn = options.map(({ label, note }, index) => {
    const isMarked = index === selected
    const lead = `${isMarked ? '›' : ' '} ${String(index + 1).padStart(String(options.length).length)}  `
    const hang = ' '.repeat(lead.length)
    const paint = isMarked ? colors.bold : (words: string) => words
    const lines = fold(printable(label), width - lead.length).map((line, row) =>
      paint((row === 0 ? lead : hang) + line)
    )
    const noted =
      note === undefined ? [] : fold(printable(note), width - lead.length).map((line) => hang + colors.dim(line))
    return { full: [...lines, ...noted], short: paint(lead + (shorts[index] ?? '')) }
  })
  const full = drawn.flatMap((option) => option.full)
  if (full.length <= room) return full
  const mixed = drawn.flatMap((option, index) => (index === selected ? option.full : [option.short]))
  if (mixed.length <= room) return mixed
  if (drawn.length <= room) return drawn.map(({ short }) => short)
  // A terminal that is lower than the answers shows those around the mark.
  const shown = Math.max(1, room - 2)
  const start = Math.min(Math.max(0, (selected ?? 0) - Math.floor(shown / 2)), drawn.length - shown)
  const more = (count: number, where: string): string => colors.dim(count > 0 ? `     ${count} more ${where}` : '')
  return [
    more(start, 'above'),
    ...drawn.slice(start, start + shown).map(({ short }) => short),
    more(drawn.length - start - shown, 'below')
  ]
}

/** A terminal with fewer rows has one line for the keys. */
const LOW = 16

/** The keys: as many as there is room for; how to stop and the one that shows all are always among them. */
function footer<Value>(
  { keys, options, preselected, enter = 'confirm' }: Question<Value>,
  selected: number | null,
  width: number,
  most: number
): string[] {
  const count = options.length > 1 ? `1-${Math.min(options.length, 9)}` : '1'
  const choice = selected === null && preselected === null ? `${count} choose` : `Enter ${enter}`
  const named = (wanted: boolean): string[] =>
    keys.filter(({ key }) => LAST_KEYS.has(key) === wanted).map(({ key, word }) => `${key} ${word}`)
  const first = options.length === 0 ? [] : [choice]
  const others = named(false)
  for (let shown = others.length; shown > 0; shown--) {
    const lines = joined([...first, ...others.slice(0, shown), ...named(true)], width)
    if (lines.length <= most) return lines
  }
  return joined([...first, ...named(true)], width)
}

const LAST_KEYS: ReadonlySet<string> = new Set(['q', '?'])

/** Words in lines that are broken between them only. */
function joined(words: readonly string[], width: number): string[] {
  const lines: string[] = []
  for (const word of words) {
    const longer = `${lines.at(-1) ?? ''} · ${word}`
    if (lines.length > 0 && columnsOf(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

/** Each answer in one line; where there is no room for both words and targets, so that no two of them look alike. */
function shortOptions<Value>(options: Question<Value>['options'], width: number): string[] {
  const words = options.map(({ label, note }) => ({
    label: printable(label),
    note: note === undefined ? '' : printable(note)
  }))
  const shared = sharedBeginning(words.map(({ label }) => label))
  const forms = [
    words.map(({ label, note }) => shortOption(label, note, width)),
    words.map(({ label }) => shortened(label, width)),
    words.map(({ label }) => shortened(`…${label.slice(shared)}`, width))
  ]
  return forms.find((lines) => new Set(lines).size === lines.length) ?? forms[0] ?? []
}

/** How many characters all of some texts begin with alike, up to a blank. */
function sharedBeginning(texts: readonly string[]): number {
  const [first = ''] = texts
  let length = 0
  while (length < first.length && texts.every((text) => text[length] === first[length])) length++
  return first.slice(0, length).lastIndexOf(' ') + 1
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

/** A text that is being typed. */
export interface Typing {
  /** What is asked. */
  label: string
  /** Lines above it. */
  above: readonly string[]
  /** What was typed so far. */
  line: Line
  /** Whether it is not shown, but that there is something. */
  isSecret: boolean
  /** What was wrong with the last answer; null for nothing. */
  notice: string | null
}

/**
 * The lines of a text that is being typed.
 * @param typing The text.
 * @param canvas The terminal.
 * @returns The lines, and where the cursor stands in them.
 */
export function textLines(
  { label, above, line, isSecret, notice }: Typing,
  canvas: Canvas
): { lines: string[]; cursor: Cursor } {
  const colors = pc.createColors(canvas.color)
  const width = widthOf(canvas)
  const lead = `${printable(label)}: `
  const typed = cutInto(lead + (isSecret ? '' : printable(textOf(line))), width)
  const before = cutInto(lead + (isSecret ? '' : printable(line.characters.slice(0, line.at).join(''))), width)
  const top = ['', ...above]
  const hidden = line.characters.length === 0 ? 'not shown while you type · ' : 'typed, not shown · '
  const foot = [
    ...(notice === null ? [] : fold(printable(notice), width).map(colors.yellow)),
    colors.dim(`${isSecret ? hidden : ''}Enter confirm · Esc back`)
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
