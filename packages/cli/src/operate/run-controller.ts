/**
 * What every part of the flow works with: the session, the person, the time.
 */
import { UsageError } from '../command.js'
import {
  openExecution,
  RunTakenOverError,
  StorageError,
  type Clock,
  type Intent,
  type Performed,
  type PerformOptions,
  type Session,
  type SignedAnswer
} from '@keys/runner'
import type { RunEvent } from '@keys/schema'
import { type NotesFor, text } from '@keys/runner/present'
import type { Dialogue } from '@keys/terminal'
import { SessionExit } from './interrupts.js'
import type { AnswerSigner } from './sign-answers.js'

/** The flow's table: what lies on it, and how things are done so that nothing is lost. */
export class RunController {
  readonly session: Session
  readonly dialogue: Dialogue
  readonly notesFor: NotesFor
  /** Inputs without which the person goes on: they are not asked again for each command. */
  readonly leftOut = new Set<string>()
  private readonly clock: Clock
  private readonly sign: AnswerSigner | null

  constructor(
    session: Session,
    dialogue: Dialogue,
    clock: Clock,
    notesFor: NotesFor,
    sign: AnswerSigner | null = null
  ) {
    this.sign = sign
    this.session = session
    this.dialogue = dialogue
    this.clock = clock
    this.notesFor = notesFor
  }

  /** Now, as ISO 8601. */
  readonly now = (): string => this.clock.now()

  /**
   * Does what is wanted. What cannot be written is told, and tried again when the person says so.
   * @param intent What is wanted.
   * @param options For a command.
   * @returns The event; null when it cannot be, which the person was told.
   * @throws {SessionExit} When the person leaves instead.
   */
  async perform(
    intent: Intent,
    options: Omit<PerformOptions, 'answer'> & { answer?: SignedAnswer | undefined } = {}
  ): Promise<RunEvent | null> {
    const answer = 'answer' in options ? options.answer : await this.signed(intent)
    if (answer === null) return null
    const all = { ...options, ...(answer === undefined ? {} : { answer }) }
    const performed = await this.stored(() => this.session.perform(intent, all), intent)
    if (performed === null) return null
    if (performed.type === 'done') return performed.event
    this.dialogue.show([text(`Not possible: ${performed.message}`, 'bad')])
    return null
  }

  /**
   * Signs an intent, where the run takes it signed alone. For what is watched while it runs: it is signed before.
   * @returns Undefined where no signature is needed; null when it was not signed, which the person was told.
   */
  async signed(intent: Intent): Promise<SignedAnswer | null | undefined> {
    const asked = this.session.toSign(intent)
    const isDemanded = 'statement' in asked && asked.isDemanded
    return isDemanded && this.sign !== null ? this.sign(asked.statement, this.dialogue) : undefined
  }

  private async stored(work: () => Promise<Performed>, intent: Intent): Promise<Performed | null> {
    for (;;) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof StorageError)) throw error
        await this.askToRetry(error)
        // The command ran: only its end is not on the disk yet. It is written, and never run a second time.
        if (intent.type === 'run-command' && openExecution(this.session.state) !== null) {
          await this.flushed()
          return null
        }
      }
    }
  }

  private async flushed(): Promise<void> {
    for (;;) {
      try {
        await this.session.flush()
        return
      } catch (error) {
        if (!(error instanceof StorageError)) throw error
        await this.askToRetry(error)
      }
    }
  }

  private async askToRetry(error: StorageError): Promise<void> {
    // Trying again cannot help: whoever took the run over writes it from here on.
    if (error instanceof RunTakenOverError) {
      throw new UsageError(
        'Somebody else has taken this run over: this terminal writes nothing more, your last answer included.',
        'Where the run stands, and who has it: keys runs'
      )
    }
    const retries = await this.dialogue.choose({
      head: [
        text(error.message, 'bad'),
        text('Nothing is lost while this is open. Make room, or make the folder of the run writable, then try again.')
      ],
      options: [
        { value: true, label: 'Try again' },
        { value: false, label: 'Stop', note: 'what is not written yet is then not in the record' }
      ],
      preselected: 0,
      enter: 'try again',
      keys: [{ key: 'q', word: 'stop', value: false }]
    })
    if (!retries) throw new SessionExit('interrupted')
  }

  /**
   * Asks for words that have to be there, such as a reason.
   * @param label What for.
   * @returns The words; null when the person took it back.
   */
  async words(label: string): Promise<string | null> {
    const answer = await this.dialogue.ask({ label })
    if (answer !== null && answer !== '') return answer
    this.dialogue.show([text('Nothing was written: it stays as it was.', 'dim')])
    return null
  }
}
