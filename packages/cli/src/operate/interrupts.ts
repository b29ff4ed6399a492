/**
 * Ctrl-C at a question asks once whether to stop; the second one stops.
 */
import { text } from './blocks.js'
import { Interrupted, type Dialogue, type Question } from './dialogue.js'

/** The person leaves the run; it is kept. */
export class Left extends Error {
  readonly reason: 'stopped' | 'interrupted'

  constructor(reason: 'stopped' | 'interrupted') {
    super(`the run was left: ${reason}`)
    this.name = 'Left'
    this.reason = reason
  }
}

/**
 * A dialogue that asks before it leaves.
 * @param dialogue The dialogue. Of this one, questions reject with {@link Left} alone.
 */
export function withInterrupts(dialogue: Dialogue): Dialogue {
  const guarded = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    for (;;) {
      try {
        return await ask()
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error
        if (error.why !== 'ctrl-c') throw new Left('interrupted')
        if (await wantsToStop(dialogue)) throw new Left('stopped')
      }
    }
  }
  return {
    show: (blocks) => dialogue.show(blocks),
    choose: (question) => guarded(() => dialogue.choose(question)),
    ask: (question) => guarded(() => dialogue.ask(question)),
    search: (question) => guarded(() => dialogue.search(question)),
    watch: (work) => dialogue.watch(work),
    page: (blocks) => guarded(() => dialogue.page(blocks)),
    copy: (words) => dialogue.copy(words)
  }
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
  ]
}

async function wantsToStop(dialogue: Dialogue): Promise<boolean> {
  try {
    return await dialogue.choose(STOP)
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    if (error.why === 'ctrl-c') return true
    throw new Left('interrupted')
  }
}
