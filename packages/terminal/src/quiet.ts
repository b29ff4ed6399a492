/**
 * When nothing more of a paste is on its way.
 */
import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds of one turn. What the system holds for us is read once in each, however late we get to it: turns are counted, not time. */
const TURN = 10
/** Turns without input after which none is on its way. */
const QUIET_TURNS = 5
/** The same where some came meanwhile: its sender may be slow, too. */
const QUIET_TURNS_AFTER_INPUT = 25
/** Milliseconds after which nobody waits any longer. */
const MOST = 10_000

/**
 * Waits until no more input comes.
 * @param input What is typed; somebody reads it meanwhile.
 */
export async function untilQuiet(input: Pick<NodeJS.ReadableStream, 'on' | 'off'>): Promise<void> {
  let chunks = 0
  const count = (): void => {
    chunks += 1
  }
  input.on('data', count)
  const end = Date.now() + MOST
  for (let seen = 0, quiet = 0; quiet < (seen > 0 ? QUIET_TURNS_AFTER_INPUT : QUIET_TURNS) && Date.now() < end;) {
    // oxlint-disable-next-line no-await-in-loop -- It is the waiting that the loop is for.
    await sleep(TURN)
    quiet = chunks === seen ? quiet + 1 : 0
    seen = chunks
  }
  input.off('data', count)
}
