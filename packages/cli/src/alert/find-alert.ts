/**
 * An alert, from a file or piped in, and the runbooks that it may be about.
 */
import { BUILD } from '../kept.js'
import { matchAlert, readAlertText, type AlertAnswer, type NormalizedAlert } from '@keys/search'
import { UsageError, type Terminal } from '../command.js'
import { findInput } from '../find-input.js'
import { type FindablePack, findablePacks } from '@keys/indexer/find'
import { runbookLinksAt } from '@keys/validator'

/** An alert and what it came to. */
export interface FoundAlert {
  alert: NormalizedAlert
  answer: AlertAnswer<FindablePack>
  /** How many packs were looked at. */
  packs: number
}

/** The longest body that is read; alerting services send far less. */
const MOST_BYTES = 1_048_576

/**
 * Reads an alert and finds the runbooks for it. Nothing that it says is opened or done.
 * @param path The path of a file; `-` for what is piped in.
 * @param terminal The folder in which the command runs, and its environment.
 * @throws {UsageError} When there is nothing to read, or too much.
 */
export async function findAlert(path: string, terminal: Terminal): Promise<FoundAlert> {
  const text = path === '-' ? await findInput(['-'], undefined, terminal) : await findInput([], path, terminal)
  if (text === null) throw new UsageError('The alert is empty.', 'Give the body that was delivered: --alert alert.json')
  if (text.leftOut > 0 || text.text.length > MOST_BYTES)
    throw new UsageError('The alert is longer than 1 MiB.', 'For a log: keys find --file <path>')
  const packs = await findablePacks(terminal.folder, terminal.environment, BUILD)
  const alert = readAlertText(text.text)
  return { alert, answer: matchAlert(alert, packs, runbookLinksAt(terminal.folder)), packs: packs.length }
}
