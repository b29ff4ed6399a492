/**
 * Ctrl-C at a question asks once whether to stop; the second one stops.
 */
import { text } from '@keys/runner/present'
import { type Dialogue, Interrupted, type Listener, type Question } from '@keys/terminal'

/** Why a session ends before its run: the person stops, the terminal goes away, the run waits for a later window. */
export type ExitReason = 'stopped' | 'interrupted' | 'waiting'

/** The session ends; the run is kept. */
export class SessionExit extends Error {
  readonly reason: ExitReason

  constructor(reason: ExitReason) {
    super(`the session ends: ${reason}`)
    this.name = 'SessionExit'
    this.reason = reason
  }
}

/**
 * A dialogue that asks before it leaves.
 * @param dialogue The dialogue. Of this one, questions reject with {@link SessionExit} alone.
 */
export function withInterrupts(dialogue: Dialogue): Dialogue {
  const guarded = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    for (;;) {
      try {
        return await ask()
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error
        if (error.why !== 'ctrl-c') throw new SessionExit('interrupted')
        if (await wantsToStop(dialogue)) throw new SessionExit('stopped')
      }
    }
  }
  return {
    ...(dialogue.lend ? { lend: (work) => lent(dialogue, work) } : {}),
    show: (blocks) => dialogue.show(blocks),
    choose: (question) => guarded(() => dialogue.choose(question)),
    ask: (question) => guarded(() => dialogue.ask(question)),
    search: (question) => guarded(() => dialogue.search(question)),
    watch: (work) => dialogue.watch(work),
    page: (blocks) => guarded(() => dialogue.page(blocks)),
    copy: (words) => dialogue.copy(words)
  }
}

/** Lets a command have the terminal where there is one. */
function lent<Result>(dialogue: Dialogue, work: (listener: Listener) => Promise<Result>): Promise<Result> {
  return dialogue.lend ? dialogue.lend(work) : dialogue.watch(work)
}

const STOP: Question<boolean> = {
  head: [text('Stop here? The run is kept.', 'strong')],
  options: [
    { value: false, label: 'Go on' },
    { value: true, label: 'Stop', note: 'so does Ctrl-C again' }
  ],
  preselected: 0,
  keys: [
    { key: 'y', word: 'stop', value: true },
    { key: 'n', word: 'go on', value: false }
  ],
  back: { value: false }
}

async function wantsToStop(dialogue: Dialogue): Promise<boolean> {
  try {
    return await dialogue.choose(STOP)
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    if (error.why === 'ctrl-c') return true
    throw new SessionExit('interrupted')
  }
}
