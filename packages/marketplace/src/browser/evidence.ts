/**
 * Reads and checks evidence, with the code that `keys verify-evidence` runs. It is fetched when a file is dropped.
 */
// First: it must run before schemas are made.
import { makesNoCode } from './no-eval.js'
import { readJournal, verifyEvidence } from '@keys/runner'
import { endingInShort, endingOf } from '@keys/parser/model'
import type { RunEvent } from '@keys/schema'

/** A run as it is drawn. */
export interface DrawnRun {
  /** What is wrong with it, in sentences. */
  faults: readonly string[]
  notices: readonly string[]
  pack: { slug: string; title: string; version: string; contentHash: string } | null
  way: readonly {
    at: string
    /** The id of the step. */
    step: string
    question: string
    /** How it was left. */
    left: string
    observed: string | null
    /** The node that followed. */
    next: string
  }[]
}

/**
 * Reads a bundle or a journal.
 * @param bytes The file.
 */
export function readRun(bytes: Uint8Array): DrawnRun {
  if (!makesNoCode) throw new Error('Schemas were made before the policy was told to zod.')
  const { faults, notices, evidence } = verifyEvidence(bytes)
  const sentences = faults.map(({ message }) => message)
  if (evidence === null) {
    const nothing = sentences.length > 0 ? sentences : ['It holds no run that could be read.']
    return { faults: nothing, notices, pack: null, way: [] }
  }
  const lines = evidence.journal.map((line) => `${line}\n`).join('')
  const { events } = readJournal(new TextEncoder().encode(lines))
  return { faults: sentences, notices, pack: evidence.pack, way: events.flatMap(stayOf) }
}

function stayOf(event: RunEvent): DrawnRun['way'] {
  if (!('question' in event)) return []
  const { at, step, question } = event
  const nothing = { at, step, question, observed: null, next: '' }
  switch (event.type) {
    case 'decided':
      return [{ ...nothing, left: leaving(event), observed: event.observed, next: event.next }]
    case 'skipped':
      return [{ ...nothing, left: `skipped: ${event.reason}`, next: event.next }]
    case 'went-back':
      return [{ ...nothing, left: 'went back', next: event.next }]
    case 'escalated':
      return [{ ...nothing, left: `escalated: ${event.reason}` }]
    case 'run-ended':
      return [{ ...nothing, left: `ended here: ${event.reason}` }]
    case 'manual-action-done':
      return [{ ...nothing, left: 'done by hand', observed: event.observed }]
    default:
      return []
  }
}

function leaving({ choice, condition, next }: Extract<RunEvent, { type: 'decided' }>): string {
  const ending = endingOf(next)
  const words = {
    branch: condition === 'Otherwise' ? 'otherwise' : `if ${condition ?? ''}`,
    holds: 'it holds',
    fails: 'it does not hold',
    continue: 'done'
  }[choice.type].replaceAll('`', '')
  return ending ? `${words}: ${endingInShort(ending)}` : words
}
