/**
 * What an answer is given to: a run, where it stands, and the ends of its journal since which nothing moved. It follows from
 * events alone, so that whoever has nothing but the journal finds the same.
 */
import type { RunEvent } from '@keys/schema'

/** What an answer is given to. */
export interface AnswerPlace {
  run: string
  /** The text that is followed. */
  contentHash: string
  /** Where commands run; null before the first session. */
  host: string | null
  folder: string | null
  /** Ends of the journal to which an answer may be: the last one, and those since which nothing moved. */
  heads: readonly string[]
  /** Values of inputs, by name; null for a secret. */
  inputs: Readonly<Record<string, string | null>>
}

/** The place after the first event. */
export function placeAtStart(event: Extract<RunEvent, { type: 'run-started' }>): AnswerPlace {
  const { run, pack, hash } = event
  return { run, contentHash: pack.contentHash, host: null, folder: null, heads: [hash], inputs: {} }
}

/**
 * The place after one more event.
 * @param before The place before it.
 * @param event The event.
 */
export function placeAfter(before: AnswerPlace, event: RunEvent): AnswerPlace {
  const heads = isQuiet(before, event) ? [...before.heads, event.hash].slice(-MOST_HEADS) : [event.hash]
  switch (event.type) {
    case 'session-opened':
      return { ...before, heads, host: event.host, folder: event.folder }
    case 'version-switched':
      return { ...before, heads, contentHash: event.contentHash }
    case 'input-set':
      return { ...before, heads, inputs: { ...before.inputs, [event.name]: event.value } }
    default:
      return { ...before, heads }
  }
}

/** Ends that are remembered: whoever signed before more than these signs again. */
const MOST_HEADS = 200

const QUIET: ReadonlySet<RunEvent['type']> = new Set<RunEvent['type']>([
  'session-opened',
  'session-closed',
  'lock-taken-over',
  'torn-line-set-aside',
  'parked',
  'noted',
  'attached'
])

/** Whether an event leaves the run, and what its commands find, as they were. Of secrets nobody can tell. */
function isQuiet({ inputs }: AnswerPlace, event: RunEvent): boolean {
  if (event.type === 'input-set')
    return event.secret || (Object.hasOwn(inputs, event.name) && inputs[event.name] === event.value)
  return QUIET.has(event.type)
}
