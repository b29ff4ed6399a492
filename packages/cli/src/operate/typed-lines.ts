/**
 * What is typed, line by line; also without an echo.
 */
import { StringDecoder } from 'node:string_decoder'
import type { TypedInput } from '../command.js'
import type { Interruption } from './dialogue.js'

export class TypedLines {
  private text = ''
  private isOver = false
  private waiting: ((line: string) => void) | null = null
  private readonly decoder = new StringDecoder('utf8')
  private readonly input: TypedInput
  private readonly onInterruption: (why: Interruption) => void

  /**
   * @param input What is typed; it is read from the first question on.
   * @param onInterruption Hears that a question will get no answer.
   */
  constructor(input: TypedInput, onInterruption: (why: Interruption) => void) {
    this.input = input
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
    const isHidden = isSecret && this.input.isTTY === true
    if (isHidden) this.input.setRawMode?.(true)
    this.waiting = answer
    // After whoever waits has its promise.
    queueMicrotask(() => this.give())
    this.input.resume()
    return () => {
      this.waiting = null
      if (isHidden) this.input.setRawMode?.(false)
      this.input.pause()
    }
  }

  /** Stops listening. */
  close(): void {
    this.input.off('data', this.take)
    this.input.off('end', this.finish)
    this.input.off('error', this.finish)
    this.input.pause()
  }

  private readonly take = (chunk: Buffer | string): void => {
    for (const character of typeof chunk === 'string' ? chunk : this.decoder.write(chunk)) {
      // Without an echo the terminal edits nothing and sends no signals.
      if (character === '\u0003') this.onInterruption('ctrl-c')
      else if (character === '\u007F' || character === '\b') this.text = this.text.slice(0, -1)
      else this.text += character
    }
    this.give()
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
