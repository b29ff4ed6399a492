/**
 * Who is asked, and what interrupts it: at most one question stands, or one command runs.
 */
import { Interrupted, type Interruption } from './dialogue.js'

export class PendingPrompt {
  private rejectQuestion: ((error: Interrupted) => void) | null = null
  private command: AbortController | null = null
  /** Once nobody can answer any more, nobody ever will. */
  private isOver: Interruption | null = null
  /** Ctrl-C between two questions is heard at the next one. */
  private isKept = false

  /** Interrupts what stands, or else what comes next: a command is ended, a question is left without an answer. */
  interrupt(why: Interruption): void {
    if (why !== 'ctrl-c') this.isOver = why
    if (this.command) this.command.abort()
    else if (this.rejectQuestion) this.rejectQuestion(new Interrupted(why))
    else if (why === 'ctrl-c') this.isKept = true
    // One interruption each: a second Ctrl-C that arrives with the first is for the question that follows.
    this.rejectQuestion = null
  }

  /**
   * Waits for an answer.
   * @param start Begins to listen; gets how to answer, returns how to stop listening.
   * @throws {Interrupted}
   */
  async answer<Answer>(start: (answer: (value: Answer) => void) => () => void): Promise<Answer> {
    const why = this.isOver ?? (this.isKept ? 'ctrl-c' : null)
    this.isKept = false
    if (why !== null) throw new Interrupted(why)
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
    if (this.isOver !== null || this.isKept) this.command.abort()
    this.isKept = false
    try {
      return await work(this.command.signal)
    } finally {
      this.command = null
    }
  }
}
