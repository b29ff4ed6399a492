/**
 * A dialogue on a terminal: single keys, a scrolling log, and a question at its end that is drawn again when something
 * changes.
 */
import pc from 'picocolors'
import type { Terminal } from '../terminal.js'
import { PendingPrompt } from '../pending-prompt.js'
import { type Block, duration, OutputTail } from '@keys/runner/present'
import type { Listener, Option, Question, SearchQuestion, TextQuestion } from '../dialogue.js'
import type { AttachedDialogue } from '../plain-dialogue.js'
import { printable, render } from '../render.js'
import { Keyboard, type Pressed } from './keyboard.js'
import { edit, emptyLine, textOf } from './line-editor.js'
import { pageThrough } from './pager.js'
import { questionLines, textLines, type Canvas } from './question-lines.js'
import { Screen, type Cursor } from './screen.js'
import { beginSearch, isEmptySearch, searched, searchLines } from './search-prompt.js'

/** Milliseconds after which what is shown of the time is drawn again. */
const TICK = 1000
const LIVE_LINES = 8
const LAST_LINES = 20

interface Drawing {
  lines: readonly string[]
  cursor?: Cursor
}

/**
 * Talks on a terminal.
 * @param terminal Where to write, and who sits there.
 */
export function richDialogue(
  terminal: Pick<Terminal, 'stdout' | 'color' | 'person' | 'environment'>
): AttachedDialogue {
  return new RichDialogue(terminal)
}

class RichDialogue implements AttachedDialogue {
  private readonly pending = new PendingPrompt()
  private readonly screen: Screen
  private readonly keyboard: Keyboard
  private readonly forget: (() => void)[]
  private drawing: (() => Drawing) | null = null
  private ticker: NodeJS.Timeout | null = null
  private isPaging = false

  private readonly terminal: Pick<Terminal, 'stdout' | 'color' | 'person' | 'environment'>

  constructor(terminal: Pick<Terminal, 'stdout' | 'color' | 'person' | 'environment'>) {
    this.terminal = terminal
    const { person, stdout } = terminal
    this.screen = new Screen(stdout, () => person.size())
    this.keyboard = new Keyboard(person.input, stdout, (why) => this.pending.interrupt(why))
    this.forget = [
      person.onResize(() => this.redraw()),
      person.onSignal((signal) => {
        // While a pager has the terminal, Ctrl-C is meant for it.
        if (!this.isPaging || signal !== 'SIGINT') this.pending.interrupt(signal === 'SIGINT' ? 'ctrl-c' : 'signal')
      })
    ]
  }

  readonly show = (blocks: readonly Block[]): void => {
    const { columns } = this.screen
    this.screen.log(render(blocks, { width: columns, color: this.terminal.color, isPlain: false }))
    this.redraw()
  }

  async choose<Value>(question: Question<Value>): Promise<Value> {
    let selected = question.preselected
    let notice: string | null = null
    /** Digits that were typed one after the other. */
    let digits = ''
    const found = await this.during(
      () => ({ lines: questionLines(question, selected, notice, this.canvas) }),
      (key, answer: (chosen: { value: Value; words: string | null }) => void) => {
        if (key.isPasted || key.isControl) return
        notice = null
        const number = numberTyped(digits, key.text, question.options.length)
        digits = number === null ? '' : String(number)
        const pressed = question.keys.find((candidate) => candidate.key === (key.text.toLowerCase() || key.name))
        const option = selected === null ? undefined : question.options[selected]
        if (key.name === 'return' || key.name === 'enter') {
          if (option) answer({ value: option.value, words: option.label })
          else notice = 'Nothing is marked yet: choose with a number or the arrows, then Enter.'
        } else if (key.name === 'escape') {
          if (question.back) answer({ value: question.back.value, words: null })
          else notice = 'Esc leads nowhere from here.'
        } else if (key.name === 'up' || key.name === 'down') {
          selected = moved(selected, key.name, question.options.length)
        } else if (number !== null) {
          selected = number - 1
        } else if (pressed) {
          const named = question.options.find(({ value }) => value === pressed.value)
          answer({ value: pressed.value, words: named?.label ?? null })
        } else {
          notice = `No answer has the key ${key.text === '' ? (key.name ?? '') : key.text}.`
        }
      }
    )
    if (found.words !== null) this.logged(`› ${found.words}`)
    return found.value
  }

  async ask({ label, head = [], isSecret = false, refuse }: TextQuestion): Promise<string | null> {
    let line = emptyLine
    let notice: string | null = null
    const answer = await this.during(
      () => {
        const above = render(head, { width: this.screen.columns, color: this.terminal.color, isPlain: false })
        return textLines({ label, above, line, isSecret, notice }, this.canvas)
      },
      (key, give: (text: string | null) => void) => {
        if (key.name === 'escape') return give(null)
        if (key.name !== 'return' && key.name !== 'enter') {
          notice = null
          line = edit(line, key)
          return
        }
        const text = textOf(line).trim()
        notice = refuse?.(text) ?? null
        if (notice === null) give(text)
      }
    )
    if (answer !== null && answer !== '') this.logged(`› ${label}: ${isSecret ? '[hidden]' : answer}`)
    return answer
  }

  async search<Value>(question: SearchQuestion<Value>): Promise<Value | null> {
    let state = beginSearch(question)
    const found = await this.during(
      () => searchLines(question.label, state, this.canvas),
      (key, answer: (chosen: { option: Option<Value> } | null) => void) => {
        if (key.name === 'escape' && isEmptySearch(state)) return answer(null)
        if (key.name === 'return' || key.name === 'enter') {
          const option = state.selected === null ? undefined : state.answers.options[state.selected]
          if (option) answer({ option })
          else state = { ...state, notice: 'Nothing is marked: choose with the arrows, then Enter.' }
          return
        }
        state = searched(state, key, question)
      }
    )
    if (found) this.logged(`› ${found.option.label}`)
    return found?.option.value ?? null
  }

  async watch<Result>(work: (listener: Listener) => Promise<Result>): Promise<Result> {
    const started = performance.now()
    const tail = new OutputTail(LAST_LINES)
    const colors = pc.createColors(this.terminal.color)
    this.begin(() => {
      const lines = tail
        .last(LIVE_LINES)
        .map((line) => colors.dim(`| ${cutOff(printable(line), this.screen.columns - 4)}`))
      const time = duration(performance.now() - started)
      return { lines: [...lines, colors.dim(`… running · ${time} · Ctrl-C ends it`)] }
    })
    try {
      return await this.pending.during((signal) =>
        work({ signal, onOutput: (stream, text) => void tail.add(stream, text) })
      )
    } finally {
      this.finish()
      tail.end()
      const lines = tail.last(LAST_LINES)
      const before = tail.count - lines.length
      this.show([
        ...(before > 0
          ? [
              {
                type: 'text',
                tone: 'dim',
                text: `${before} lines before; o shows what is kept of them`
              } satisfies Block
            ]
          : []),
        { type: 'output', lines }
      ])
    }
  }

  async lend<Result>(work: (listener: Listener) => Promise<Result>): Promise<Result> {
    this.show([{ type: 'text', tone: 'warning', text: 'The command has the terminal until it ends. Ctrl-C ends it.' }])
    this.keyboard.release()
    try {
      return await this.pending.during((signal) =>
        work({
          signal,
          onOutput: (_, text) => this.terminal.stdout(text.split('\n').map(printable).join('\n'))
        })
      )
    } finally {
      this.keyboard.open()
      this.terminal.stdout('\n')
    }
  }

  async page(blocks: readonly Block[]): Promise<void> {
    this.isPaging = true
    try {
      await pageThrough(blocks, {
        terminal: this.terminal,
        screen: this.screen,
        lend: async (work) => {
          this.keyboard.release()
          try {
            await work()
          } finally {
            this.keyboard.open()
          }
        },
        ask: (question) => this.choose(question)
      })
    } finally {
      this.isPaging = false
    }
  }

  copy(text: string): void {
    // OSC 52: the terminal puts it on the clipboard of the machine at which the person sits.
    this.terminal.stdout(`\u001B]52;c;${Buffer.from(text).toString('base64')}\u0007`)
  }

  async close(): Promise<void> {
    this.finish()
    this.screen.clear()
    await this.keyboard.drain()
    this.keyboard.close()
    for (const forget of this.forget) forget()
  }

  private get canvas(): Canvas {
    const { columns, rows } = this.screen
    return { columns, rows, color: this.terminal.color }
  }

  private logged(words: string): void {
    this.show([{ type: 'text', text: words, tone: 'strong' }])
  }

  /** Draws something and hears keys until there is an answer. */
  private async during<Answer>(
    drawing: () => Drawing,
    press: (key: Pressed, answer: (value: Answer) => void) => void
  ): Promise<Answer> {
    try {
      return await this.pending.answer<Answer>((answer) =>
        this.keyboard.listen(
          (key) => {
            press(key, answer)
            this.redraw()
          },
          () => this.begin(drawing)
        )
      )
    } finally {
      this.finish()
    }
  }

  private begin(drawing: () => Drawing): void {
    this.drawing = drawing
    this.redraw()
    this.ticker = setInterval(() => this.redraw(), TICK)
  }

  private finish(): void {
    this.drawing = null
    if (this.ticker) clearInterval(this.ticker)
    this.ticker = null
    this.screen.clear()
  }

  private redraw(): void {
    const drawing = this.drawing?.()
    if (drawing) this.screen.draw(drawing.lines, drawing.cursor)
  }
}

function moved(selected: number | null, direction: 'up' | 'down', count: number): number | null {
  if (count === 0) return null
  if (selected === null) return direction === 'down' ? 0 : count - 1
  return (selected + (direction === 'down' ? 1 : count - 1)) % count
}

function cutOff(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, Math.max(1, width - 1))}…`
}

/** The number of an option that digits make with one more, or that one alone; null where no option has it. */
function numberTyped(digits: string, digit: string, count: number): number | null {
  if (!/^\d$/.test(digit)) return null
  const numbers = [Number(digits + digit), Number(digit)]
  return numbers.find((number) => number >= 1 && number <= count) ?? null
}
