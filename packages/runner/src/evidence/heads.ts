/**
 * What a head proves of a journal: all of it, all that counts, its beginning, or nothing.
 */
import type { RunEvent } from '@keys/schema'
import type { ReadJournal } from '../journal/journal.js'
import { endOf } from './bundle.js'
import type { EvidenceFault } from './evidence-faults.js'

/** What may follow the end of a run without changing what was done in it: files that are kept with it. */
const AFTERWARDS: ReadonlySet<RunEvent['type']> = new Set<RunEvent['type']>([
  'session-opened',
  'session-closed',
  'attached',
  'lock-taken-over',
  'torn-line-set-aside'
])

/**
 * The heads that a run had since its end, the first one first: nothing but files was added after them. None while it is open.
 * @param events The events of its journal.
 */
export function headsSinceEnd(events: readonly RunEvent[]): string[] {
  const last = events.findLastIndex(({ type }) => !AFTERWARDS.has(type))
  return endOf(events) === null ? [] : events.slice(last).map(({ hash }) => hash)
}

/**
 * The heads that somebody may have signed or written down, the newest first: those since the end, and those at which a session was left.
 * @param events The events of its journal.
 */
export function shownHeads(events: readonly RunEvent[]): string[] {
  const left = events.filter(({ type }) => type === 'session-closed').map(({ hash }) => hash)
  return [...new Set([...headsSinceEnd(events).toReversed(), ...left.toReversed()])]
}

/**
 * Compares a head with that of a journal whose chain is whole.
 * @param read The journal.
 * @param wanted The head that was given, 64 hexadecimal digits.
 * @returns What is wrong, or what has to be said; neither where the head is that of the last event.
 */
export function comparedHead(read: ReadJournal, wanted: string): { fault?: EvidenceFault; notice?: string } {
  const { events, end } = read
  const head = wanted.trim().toLowerCase()
  if (head === end.head) return {}
  const index = events.findIndex(({ hash }) => hash === head)
  if (index === -1) {
    const message = `The head is ${end.head}, not ${wanted.trim()}: events were removed or added, or the whole journal was rewritten.`
    return { fault: { of: 'head', event: null, message } }
  }
  if (headsSinceEnd(events).includes(head)) return { notice: addedAfter(events, index) }
  return { fault: wentOn(events, index) }
}

/** What was added to a run that had ended. */
function addedAfter(events: readonly RunEvent[], index: number): string {
  const added = events.slice(index + 1)
  const files = added.filter(({ type }) => type === 'attached').length
  const what = files === 0 ? 'no file' : files === 1 ? '1 file' : `${files} files`
  return `The head that was given is that of event ${index + 1}, when the run had ended. It does not cover what was added later: ${what}, in ${added.length} events.`
}

/** The head is that of a run that went on, as one that was stopped or handed over does. */
function wentOn(events: readonly RunEvent[], index: number): EvidenceFault {
  const later = events.length - index - 1
  const [were, are] = later === 1 ? ['The 1 event after it fits', 'is'] : [`The ${later} events after it fit`, 'are']
  const message = `This head is that of event ${index + 1} of ${events.length}: all up to there is what was recorded then. ${were} to it and to one another, but ${are} not covered by this head: for these, ask for the head at the end of the run.`
  return { of: 'went-on', event: index + 1, message }
}
