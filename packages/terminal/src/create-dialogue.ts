/**
 * Chooses how a person is talked to.
 */
import { Readable } from 'node:stream'
import { outliveTerminal } from './closed-terminal.js'
import type { Terminal } from './terminal.js'
import { plainDialogue, type AttachedDialogue } from './plain-dialogue.js'

export interface Attached {
  dialogue: AttachedDialogue
  /** Whether somebody is there to answer. */
  isAttended: boolean
}

/**
 * Chooses how to talk: keys on a terminal, lines where they were asked for or the terminal can do no more, and to nobody
 * where nothing can be typed.
 * @param terminal The terminal.
 * @param options The options of the command.
 */
export async function createDialogue(
  terminal: Terminal,
  options: Readonly<Record<string, unknown>>
): Promise<Attached> {
  const { person, environment } = terminal
  const isTerminal = person.input.isTTY === true
  if (isTerminal) outliveTerminal(process)
  if (options['plain'] !== true && !isTerminal) {
    const nobody = { ...person, input: Readable.from([]) }
    return { dialogue: plainDialogue({ ...terminal, person: nobody }), isAttended: false }
  }
  if (options['plain'] === true || !person.isOutputTTY || environment['TERM'] === 'dumb') {
    return { dialogue: plainDialogue(terminal), isAttended: true }
  }
  const { richDialogue } = await import('./rich/rich-dialogue.js')
  return { dialogue: richDialogue(terminal), isAttended: true }
}
