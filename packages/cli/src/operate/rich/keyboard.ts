/**
 * Keys as they are pressed.
 */
import { emitKeypressEvents } from 'node:readline'
import type { TypedInput } from '../../command.js'

export interface Pressed {
  /** The name of the key, such as `return`, `up` or `a`; absent for what has none. */
  name: string | null
  /** The text that it types; empty for keys that type none. */
  text: string
  isControl: boolean
  /** Whether it was pasted. */
  isPasted: boolean
}

type Listener = (key: Pressed) => void

interface KeyEvent {
  name?: string
  ctrl?: boolean
  meta?: boolean
}

/** The keys of a terminal. What is pressed while nobody listens is forgotten: no key answers what it did not see. */
export class Keyboard {
  private listener: Listener | null = null
  private isPasting = false
  private readonly input: TypedInput
  private readonly out: (text: string) => void
  private readonly onEnd: () => void

  constructor(input: TypedInput, out: (text: string) => void, onEnd: () => void) {
    this.input = input
    this.out = out
    this.onEnd = onEnd
    emitKeypressEvents(input)
    input.on('keypress', this.press)
    input.on('end', onEnd)
    this.open()
  }

  /** Takes the terminal: single keys, and pasted text marked as such. */
  open(): void {
    this.input.setRawMode?.(true)
    this.out('\u001B[?2004h')
    this.input.resume()
  }

  /** Gives the terminal back, such as to a pager. */
  release(): void {
    this.input.pause()
    this.out('\u001B[?2004l')
    this.input.setRawMode?.(false)
  }

  /** Gives the terminal back for good. */
  close(): void {
    this.input.off('keypress', this.press)
    this.input.off('end', this.onEnd)
    this.release()
  }

  /**
   * Hears keys, from the next turn on: what was pressed before the question could be seen is no answer to it.
   * @returns How to stop hearing them.
   */
  listen(listener: Listener): () => void {
    const turn = setImmediate(() => {
      this.listener = listener
    })
    return () => {
      clearImmediate(turn)
      this.listener = null
    }
  }

  private readonly press = (sequence: string | undefined, key: KeyEvent): void => {
    if (key.name === 'paste-start' || key.name === 'paste-end') {
      this.isPasting = key.name === 'paste-start'
      return
    }
    const isControl = key.ctrl === true
    const types = sequence !== undefined && !isControl && key.meta !== true && !sequence.startsWith('\u001B')
    this.listener?.({
      name: key.name ?? null,
      text: types ? sequence : '',
      isControl,
      isPasted: this.isPasting
    })
  }
}
