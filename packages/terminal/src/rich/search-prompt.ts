/**
 * A search while somebody types: pure, one key after the other.
 */
import pc from 'picocolors'
import type { SearchAnswers, SearchQuestion } from '../dialogue.js'
import { fold } from '@keys/pack'
import { printable } from '../render.js'
import type { Pressed } from './keyboard.js'
import { edit, emptyLine, textOf, type Line } from './line-editor.js'
import { answers as answerLines, textLines, widthOf, type Canvas } from './question-lines.js'
import type { Cursor } from './screen.js'

/** A paste that has more characters, or more lines, stands in the line as how much it is. */
const MOST_INLINE = 160

/** A search, between two keys. */
export interface SearchState<Value> {
  line: Line
  /** What was pasted and is too much for a line; empty for nothing. */
  pasted: string
  answers: SearchAnswers<Value>
  selected: number | null
  notice: string | null
}

/** A search in which nothing was typed yet. */
export function beginSearch<Value>(question: SearchQuestion<Value>): SearchState<Value> {
  return withAnswers({ line: emptyLine, pasted: '', notice: null }, question)
}

/** Whether nothing was typed. */
export function isEmptySearch<Value>({ line, pasted }: SearchState<Value>): boolean {
  return pasted === '' && line.characters.length === 0
}

/** The search after a key that does not choose. */
export function searched<Value>(
  state: SearchState<Value>,
  key: Pressed,
  question: SearchQuestion<Value>
): SearchState<Value> {
  const { line, pasted, answers, selected } = state
  const count = answers.options.length
  if ((key.name === 'up' || key.name === 'down') && count > 0) {
    const next = selected === null ? (key.name === 'down' ? 0 : count - 1) : selected + (key.name === 'down' ? 1 : -1)
    return { ...state, selected: (next + count) % count, notice: null }
  }
  const typed = { line, pasted, notice: null }
  if (key.name === 'escape') return beginSearch(question)
  if (key.isPasted && (key.text.trim().includes('\n') || key.text.length > MOST_INLINE)) {
    return withAnswers({ ...typed, pasted: `${pasted}${key.text}${key.isPart ? '' : '\n'}` }, question)
  }
  if (key.name === 'backspace' && line.at === 0) return withAnswers({ ...typed, pasted: '' }, question)
  return withAnswers({ ...typed, line: edit(line, key) }, question)
}

function withAnswers<Value>(
  typed: Pick<SearchState<Value>, 'line' | 'pasted' | 'notice'>,
  question: SearchQuestion<Value>
): SearchState<Value> {
  const answers = question.answers(`${typed.pasted}${textOf(typed.line)}`.trim())
  return { ...typed, answers, selected: answers.isSure && answers.options.length > 0 ? 0 : null }
}

/**
 * The lines of a search.
 * @param label What is asked.
 * @param state The search.
 * @param canvas The terminal.
 * @returns The lines, and where the cursor stands in them.
 */
export function searchLines<Value>(
  label: string,
  state: SearchState<Value>,
  canvas: Canvas
): { lines: string[]; cursor: Cursor } {
  const { line, pasted, answers, selected, notice } = state
  const colors = pc.createColors(canvas.color)
  const width = widthOf(canvas)
  const count = pasted.trimEnd().split('\n').length
  const held = pasted === '' ? 'Search' : `Search [pasted: ${count} ${count === 1 ? 'line' : 'lines'}]`
  const { lines: typed, cursor } = textLines(
    { label: held, above: fold(printable(label), width).map(colors.bold), line, isSecret: false, notice: null },
    canvas
  )
  const keys = `${selected === null ? 'arrows choose' : 'Enter run it · arrows choose'} · Esc ${pasted === '' && line.characters.length === 0 ? 'leave' : 'clear'}`
  const foot = [
    ...(answers.note === undefined ? [] : fold(printable(answers.note), width).map(colors.yellow)),
    ...(notice === null ? [] : fold(printable(notice), width).map(colors.yellow)),
    colors.dim(keys)
  ]
  // The last line of a text question names its keys; this one has others.
  const top = typed.slice(0, -1)
  const room = Math.max(3, canvas.rows - 2 - top.length - foot.length)
  return { lines: [...top, ...answerLines(answers.options, selected, width, room, colors), ...foot], cursor }
}
