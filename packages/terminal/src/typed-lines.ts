/**
 * What is typed, line by line; also without an echo.
 */
import { StringDecoder } from 'node:string_decoder'
import { setTimeout as sleep } from 'node:timers/promises'
import { untilQuiet } from './quiet.js'
import type { TypedInput } from './terminal.js'
import type { Interruption } from './dialogue.js'

const CONTROL_C = '\u0003'
const CONTROL_D = '\u0004'
const CONTROL_U = '\u0015'
const CONTROL_W = '\u0017'
const ESCAPE = '\u001B'
const BACKSPACES = '\u007F\b'

/** Milliseconds after which what follows an escape character is no part of its sequence any more. */
const SEQUENCE_TIME = 500

/** Reads lines. */
export class TypedLines {
  private text = ''
  private isOver = false
  private isRaw = false
  private isDropping = false
  private waiting: ((line: string) => void) | null = null
  private readonly decoder = new StringDecoder('utf8')
  private readonly sequences = new EscapeSequences()
  private readonly input: TypedInput
  private readonly isTerminal: boolean
  private readonly onInterruption: (why: Interruption) => void

  /**
   * @param input What is typed. It is read from the first question on.
   * @param onInterruption Hears that a question will get no answer, or that a command is to end.
   */
  constructor(input: TypedInput, onInterruption: (why: Interruption) => void) {
    this.input = input
    this.isTerminal = input.isTTY === true
    this.onInterruption = onInterruption
    input.on('data', this.take)
    input.on('end', this.finish)
    input.on('error', this.finish)
    input.pause()
  }

  /**
   * Waits for a line.
   * @param answer Gets it.
   * @param isSecret Whether a terminal shows nothing of it.
   * @returns How to stop waiting.
   */
  next(answer: (line: string) => void, isSecret: boolean): () => void {
    this.setRaw(isSecret)
    this.waiting = answer
    // After whoever waits has its promise.
    queueMicrotask(() => this.give())
    this.input.resume()
    return () => {
      this.waiting = null
      this.input.pause()
    }
  }

  /**
   * Drops what is typed on a terminal, as while a command runs: it would answer a question that nobody has seen. A pipe
   * brings all answers at once, so nothing of it is dropped.
   * @returns How to stop.
   */
  drop(): () => void {
    if (!this.isTerminal) return () => undefined
    this.isDropping = true
    // A line that the terminal kept until its end would come later.
    this.setRaw(true)
    this.input.resume()
    return () => {
      this.isDropping = false
      this.input.pause()
    }
  }

  /**
   * The lines that follow at once, as those of a paste do.
   * @param milliseconds How long to wait for them.
   */
  async following(milliseconds: number): Promise<string> {
    this.input.resume()
    let before = -1
    while (this.text.length !== before) {
      before = this.text.length
      await sleep(milliseconds)
    }
    this.input.pause()
    const lines = this.text
    this.text = ''
    return lines
  }

  /** Waits until nothing more is typed and forgets it: the rest of a paste would be read by the shell. */
  async drain(): Promise<void> {
    if (!this.isTerminal || this.isOver) return
    const stop = this.drop()
    await untilQuiet(this.input)
    stop()
  }

  /** Stops listening. */
  close(): void {
    // While an error is still heard: the terminal may be gone.
    this.setRaw(false)
    this.input.off('data', this.take)
    this.input.off('end', this.finish)
    this.input.off('error', this.finish)
    this.input.pause()
  }

  /** Without an echo the terminal edits nothing and sends no signals: keys arrive as they are. */
  private setRaw(isRaw: boolean): void {
    if (!this.isTerminal || this.isRaw === isRaw) return
    this.isRaw = isRaw
    this.input.setRawMode?.(isRaw)
  }

  private readonly take = (chunk: Buffer | string): void => {
    let isFirst = true
    for (const character of typeof chunk === 'string' ? chunk : this.decoder.write(chunk)) {
      if (!this.isRaw) this.add(character)
      else if (this.sequences.isKey(character, isFirst)) this.press(character)
      isFirst = false
    }
    if (this.isDropping) this.text = ''
    this.give()
  }

  private add(character: string): void {
    if (character === CONTROL_C) this.onInterruption('ctrl-c')
    else if (BACKSPACES.includes(character)) this.edit((line) => line.replace(/.$/su, ''))
    else this.text += character
  }

  /** Does what the terminal does with this key where it shows what is typed. */
  private press(key: string): void {
    if (key === CONTROL_U) this.edit(() => '')
    else if (key === CONTROL_W) this.edit((line) => line.trimEnd().replace(/\S+$/, ''))
    else if (key === CONTROL_D) this.endInput()
    else if (key === CONTROL_C) {
      this.text = ''
      this.add(key)
    } else if (BACKSPACES.includes(key) || !isControl(key)) this.add(key)
  }

  /** Changes the line that is being typed; those before it stay. */
  private edit(change: (line: string) => string): void {
    const begin = Math.max(this.text.lastIndexOf('\r'), this.text.lastIndexOf('\n')) + 1
    this.text = this.text.slice(0, begin) + change(this.text.slice(begin))
  }

  private endInput(): void {
    if (this.waiting && this.text === '') this.finish()
  }

  private readonly finish = (): void => {
    this.isOver = true
    this.give()
  }

  private give(): void {
    if (!this.waiting) return
    const end = /\r\n|\r|\n/.exec(this.text)
    if (end) {
      const line = this.text.slice(0, end.index)
      this.text = this.text.slice(end.index + end[0].length)
      const answer = this.waiting
      this.waiting = null
      answer(line)
    } else if (this.isOver && this.text !== '') {
      const answer = this.waiting
      this.waiting = null
      const line = this.text
      this.text = ''
      answer(line)
    } else if (this.isOver) {
      this.onInterruption('end')
    }
  }
}

/** Whether a key writes nothing. A tab can be part of what is pasted. */
function isControl(key: string): boolean {
  return /\p{Cc}/u.test(key) && !'\t\r\n'.includes(key)
}

/** Tells keys from the sequences that arrows and other keys send, also when one arrives in pieces. */
class EscapeSequences {
  private state: SequenceState = 'none'
  private heardAt = 0

  /**
   * Hears the next character.
   * @param character The character.
   * @param isFirst Whether it is the first of what arrived with it.
   * @returns Whether it is a key of its own.
   */
  isKey(character: string, isFirst: boolean): boolean {
    const now = performance.now()
    const state = now - this.heardAt > SEQUENCE_TIME ? 'none' : this.state
    // Escape as a key, then another one: what is sent with Alt arrives at once.
    const isAfterEscape = state === 'begun' && isFirst && !'[O'.includes(character)
    const isKey =
      character !== ESCAPE && (state === 'none' || isAfterEscape || isControl(character) || isEnter(character))
    this.state = isKey ? 'none' : follow(state, character)
    this.heardAt = now
    return isKey
  }
}

/** How much of a sequence has been heard. */
type SequenceState = 'none' | 'begun' | 'parameters' | 'last'

function follow(state: SequenceState, character: string): SequenceState {
  if (character === ESCAPE) return 'begun'
  if (state === 'begun') return character === '[' ? 'parameters' : character === 'O' ? 'last' : 'none'
  // The console of Linux sends a second bracket for function keys.
  if (state === 'parameters') return /[@-Z\\-~]/.test(character) ? 'none' : 'parameters'
  return 'none'
}

function isEnter(character: string): boolean {
  return character === '\r' || character === '\n'
}
