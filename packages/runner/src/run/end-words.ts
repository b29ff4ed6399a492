/**
 * How a command ended, in words: as a sentence, as a state, and in short. One vocabulary, and one place for a new kind of end.
 */
import type { ProcessEnd } from '@keys/schema'
import type { ExecutionEnd } from './state.js'

/** How an execution ended, as the beginning of a sentence. */
export function endInWords({ end }: { end: ExecutionEnd | null }): string {
  switch (end?.type) {
    case 'exited':
      return `The command exited with ${end.status}`
    case 'signaled':
      return `The command was ended by ${end.signal}`
    case 'timed-out':
      return 'The command ran out of time'
    case 'canceled':
      return 'The command was canceled'
    case 'not-started':
      return `The command could not be started: ${end.reason}`
    case 'reported':
      return end.status === null
        ? 'The command ran elsewhere'
        : `The command ran elsewhere and exited with ${end.status}`
    case 'unknown':
      return 'How the command ended is not known'
    case undefined:
      return 'The command is running'
  }
}

/** How a command ended, in words that stand alone. */
export function endWords(end: ExecutionEnd | null): string {
  switch (end?.type) {
    case 'exited':
      return end.status === 0 ? 'done, exit 0' : `failed, exit ${end.status}`
    case 'signaled':
      return `failed, ended by ${end.signal}`
    case 'timed-out':
      return 'failed, ran out of time'
    case 'canceled':
      return 'canceled'
    case 'not-started':
      return `not started: ${end.reason}`
    case 'reported':
      return end.status === null ? 'reported, exit unknown' : `reported, exit ${end.status}`
    case 'unknown':
      return 'outcome unknown'
    case undefined:
      return 'running'
  }
}

/** How a command ended, in few words; `not known` when nobody recorded it. */
export function processEndInShort(end: ProcessEnd | null): string {
  switch (end?.type) {
    case 'exited':
      return `exit ${end.status}`
    case 'signaled':
      return end.signal
    case 'timed-out':
      return 'out of time'
    case 'canceled':
      return 'canceled'
    case 'not-started':
      return `not started, ${end.reason}`
    case undefined:
      return 'not known'
  }
}
