/**
 * Keys as they are pressed.
 */
import { emitKeypressEvents } from 'node:readline'
import { untilQuiet } from '../quiet.js'
import type { TypedInput } from '../terminal.js'

export interface Pressed {
  /** The name of the key, such as `return`, `up` or `a`; absent for what has none. */
  name: string | null
  /** The text that it types; empty for keys that type none. */
  text: string
  isControl: boolean
  /** Whether it was pasted. */
  isPasted: boolean
  /** Whether more of the same paste may follow: nothing tells where one ends that the terminal does not mark. */
  isPart: boolean
}

type Listener = (key: Pressed) => void

interface KeyEvent {
  name?: string
  ctrl?: boolean
  meta?: boolean
}

/** A paste that the terminal does not mark is told by its lines: nobody types so much at once. */
const LEAST_PASTE = 16
/** Milliseconds after which a paste is over whose end never came. */
const PASTE_TIME = 500
/** The same for one that the terminal does not mark: its chunks follow each other at once. */
const UNMARKED_TIME = 30

/** The keys of a terminal. A paste comes as one key, whatever is in it. What is pressed while nobody listens is forgotten: no key answers what it did not see. */
export class Keyboard {
  private listener: Listener | null = null
  /** What was pasted so far; null when nothing is. */
  private pasted: string | null = null
  private isMarked = false
  private pasteTimer: NodeJS.Timeout | null = null
  private readonly input: TypedInput
  private readonly stdout: (text: string) => void
  private readonly onLeave: (why: 'ctrl-c' | 'end') => void
  private readonly onEnd = (): void => this.onLeave('end')

  /**
   * @param input What is typed.
   * @param stdout Writes to the terminal.
   * @param onLeave Hears Ctrl-C, also while nobody listens to keys, and the end of the input.
   */
  constructor(input: TypedInput, stdout: (text: string) => void, onLeave: (why: 'ctrl-c' | 'end') => void) {
    this.input = input
    this.stdout = stdout
    this.onLeave = onLeave
    // Before what takes the keys apart.
    input.on('data', this.seeChunk)
    emitKeypressEvents(input)
    input.on('keypress', this.press)
    input.on('end', this.onEnd)
    this.open()
  }

  /** Takes the terminal: single keys, and pasted text marked as such. */
  open(): void {
    this.input.setRawMode?.(true)
    this.stdout('\u001B[?2004h')
    this.input.resume()
  }

  /** Gives the terminal back, such as to a pager. */
  release(): void {
    this.input.pause()
    this.stdout('\u001B[?2004l')
    this.input.setRawMode?.(false)
  }

  /** Waits until nothing more comes and forgets it: the rest of a long paste would be read by the shell. */
  async drain(): Promise<void> {
    await untilQuiet(this.input)
  }

  /** Gives the terminal back for good. */
  close(): void {
    this.endPaste()
    this.input.off('data', this.seeChunk)
    this.input.off('keypress', this.press)
    this.input.off('end', this.onEnd)
    this.release()
  }

  /**
   * Hears keys other than Ctrl-C, from the next turn on: what was pressed before the question could be seen is no answer to it.
   * @param listener Gets the keys.
   * @param onBegin Is called when keys are heard: show the question then, so that no answer to it is lost.
   * @returns How to stop hearing them.
   */
  listen(listener: Listener, onBegin: () => void): () => void {
    const turn = setImmediate(() => {
      this.listener = listener
      onBegin()
    })
    return () => {
      clearImmediate(turn)
      this.listener = null
    }
  }

  private readonly press = (sequence: string | undefined, key: KeyEvent): void => {
    if (key.name === 'paste-start') return this.beginPaste(true)
    if (key.name === 'paste-end') return this.endPaste()
    const isControl = key.ctrl === true
    const types = sequence !== undefined && !isControl && key.meta !== true && !sequence.startsWith('\u001B')
    // Nothing marks where such a paste ends: whoever wants to leave is heard.
    const isLeaving = isControl && key.name === 'c'
    if (!this.isMarked && isLeaving) this.endPaste()
    if (this.pasted !== null) {
      const isLineEnd = key.name === 'return' || key.name === 'enter'
      this.pasted += isLineEnd ? '\n' : types ? sequence : ''
      this.pasteTimer?.refresh()
      return
    }
    if (isLeaving) return this.onLeave('ctrl-c')
    this.listener?.({ name: key.name ?? null, text: types ? sequence : '', isControl, isPasted: false, isPart: false })
  }

  private readonly seeChunk = (chunk: Buffer | string): void => {
    const text = chunk.toString()
    if (this.pasted !== null || text.includes('\u001B') || text.length < LEAST_PASTE) return
    if (!/[\r\n][^\r\n]/.test(text)) return
    this.beginPaste(false)
  }

  private beginPaste(isMarked: boolean): void {
    this.isMarked = isMarked
    this.pasted ??= ''
    this.pasteTimer ??= setTimeout(() => this.endPaste(), isMarked ? PASTE_TIME : UNMARKED_TIME)
  }

  private endPaste(): void {
    if (this.pasteTimer) clearTimeout(this.pasteTimer)
    this.pasteTimer = null
    const text = this.pasted
    this.pasted = null
    if (text !== null && text !== '')
      this.listener?.({ name: null, text, isControl: false, isPasted: true, isPart: !this.isMarked })
  }
}
