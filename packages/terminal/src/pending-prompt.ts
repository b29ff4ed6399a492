/**
 * Who is asked, and what interrupts it: at most one question stands, or one command runs.
 */
import { Interrupted, type Interruption } from './dialogue.js'

export class PendingPrompt {
  private rejectQuestion: ((error: Interrupted) => void) | null = null
  private command: AbortController | null = null
  /** Once nobody can answer any more, nobody ever will. */
  private isOver: Interruption | null = null

  /** Interrupts what stands: a command is ended, a question is left without an answer. */
  interrupt(why: Interruption): void {
    if (why !== 'ctrl-c') this.isOver = why
    this.command?.abort()
    this.rejectQuestion?.(new Interrupted(why))
  }

  /**
   * Waits for an answer.
   * @param start Begins to listen; gets how to answer, returns how to stop listening.
   * @throws {Interrupted}
   */
  async answer<Answer>(start: (answer: (value: Answer) => void) => () => void): Promise<Answer> {
    if (this.isOver !== null) throw new Interrupted(this.isOver)
    let stop = (): void => undefined
    try {
      return await new Promise<Answer>((resolve, reject) => {
        this.rejectQuestion = reject
        stop = start(resolve)
      })
    } finally {
      this.rejectQuestion = null
      stop()
    }
  }

  /** Runs something that an interruption ends. */
  async during<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    this.command = new AbortController()
    if (this.isOver !== null) this.command.abort()
    try {
      return await work(this.command.signal)
    } finally {
      this.command = null
    }
  }
}
