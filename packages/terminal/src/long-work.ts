/**
 * Work that may take long: shows on a terminal how far it is, and is broken off in order when somebody ends it.
 */
import type { Terminal } from './terminal.js'

/** A command was broken off by a signal, and has put everything back in order. */
export class InterruptedError extends Error {
  /** @param signal The signal. */
  constructor(signal: string) {
    super(`Interrupted (${signal}).`)
    this.name = 'InterruptedError'
  }
}

/** Nothing is shown of work that is done by then. */
const SHOWN_AFTER = 1000
/** So often what is shown changes, in milliseconds. */
const SHOWN_EVERY = 100
const CLEAR_LINE = '\r\u001B[K'

/** What the work is given. */
export interface LongWork {
  /** To be told how many packs are done. */
  onDone: (done: number, all: number) => void
  /** Ends it early. */
  signal: AbortSignal
}

/**
 * Does work that may take long.
 * @param terminal Where its progress is shown: on stderr, and only when that is a terminal.
 * @param work The work.
 * @throws {InterruptedError} When it was broken off by a signal; other signals are then for whoever comes next.
 */
export async function longWork<Result>(terminal: Terminal, work: (how: LongWork) => Promise<Result>): Promise<Result> {
  const { environment, person } = terminal
  const controller = new AbortController()
  const forget = person.onSignal((signal) => controller.abort(new InterruptedError(signal)))
  const isShown = person.isErrorTTY === true && environment['TERM'] !== 'dumb'
  let last = sinceStart() + SHOWN_AFTER - SHOWN_EVERY
  let isDirty = false
  const onDone: LongWork['onDone'] = (done, all) => {
    const now = sinceStart()
    if (!isShown || now - last < SHOWN_EVERY) return
    last = now
    isDirty = true
    terminal.stderr(`${CLEAR_LINE}${done.toLocaleString('en')} of ${all.toLocaleString('en')} packs`)
  }
  try {
    return await work({ onDone, signal: controller.signal })
  } finally {
    if (isDirty) terminal.stderr(CLEAR_LINE)
    forget()
  }
}

/** Milliseconds. Node loads much for `performance`, which takes longer than work that is short. */
function sinceStart(): number {
  return process.uptime() * 1000
}
