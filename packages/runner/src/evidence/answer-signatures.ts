/**
 * The signed answers of a journal: whether each is over what was recorded, where it was recorded, and who signed it.
 */
import type { AnswerSignature, RunEvent } from '@keys/schema'
import { placeAfter, placeAtStart, type AnswerPlace } from '../run/answer-place.js'
import { statementOf, type Signers } from '../run/answer-statement.js'
import { isInTime } from '../run/signed-answer.js'
import { signerInWords } from './format.js'

/** What the signed answers of a journal come to. */
export interface AnswerSignatures {
  /** What does not hold, by event. */
  faults: readonly { event: number; message: string }[]
  /** Who signed which events, in sentences; and what a person let run without. */
  notices: readonly string[]
}

/**
 * Checks the signed answers of a journal.
 * @param events Its events.
 * @param signers Checks signatures. One without a list of signers tells of which key each is.
 * @param isListed Whether it has a list: then each signer has to be the one that was recorded.
 */
export function answerSignatures(events: readonly RunEvent[], signers: Signers, isListed: boolean): AnswerSignatures {
  const faults: AnswerSignatures['faults'][number][] = []
  const signed = new Map<string, number[]>()
  const unsigned: number[] = []
  const isDemanded = events.some((event) => event.type === 'session-opened' && event.signedAnswers !== undefined)
  let place: AnswerPlace | null = null
  for (const event of events) {
    const before: AnswerPlace | null = place
    place = event.type === 'run-started' ? placeAtStart(event) : before && placeAfter(before, event)
    const signature = 'signature' in event ? event.signature : undefined
    const isSigned = 'channel' in event && event.channel === 'signed'
    if (signature === undefined) {
      if (isSigned) faults.push(faultOf(event, 'it is said to be signed, and has no signature'))
      else if (before !== null && isByPerson(event)) unsigned.push(event.sequence)
      continue
    }
    const message = before === null ? 'it comes before the run' : faultIn(event, signature, before, signers, isListed)
    if (message !== null) faults.push(faultOf(event, message))
    else if (!isSigned) faults.push(faultOf(event, 'it has a signature, and is said to have come otherwise'))
    else {
      const who = isListed
        ? signerInWords(signature)
        : `the key ${signature.key}, recorded as that of ${signature.signer}`
      signed.set(who, [...(signed.get(who) ?? []), event.sequence])
    }
  }
  return { faults, notices: signed.size === 0 && !isDemanded ? [] : noticesOf(signed, unsigned) }
}

function faultIn(
  event: RunEvent,
  signature: AnswerSignature,
  place: AnswerPlace,
  signers: Signers,
  isListed: boolean
): string | null {
  if (!place.heads.includes(signature.head)) return 'the run had moved on since the answer was signed'
  if (!isInTime(signature, event.at)) return 'the answer was recorded when its time was over, or before it was signed'
  const answer = { statement: statementOf(event, place, signature), signature: signature.text }
  const check = signers.check(answer, signature.signedAt)
  if (check.type === 'invalid' || check.type === 'not-checked') return check.message
  if (check.key !== signature.key) return `it was signed with the key ${check.key}, not with ${signature.key}`
  if (!isListed) return null
  if (check.type === 'unknown-signer') return check.message
  return check.signer === signature.signer ? null : `it was signed by ${check.signer}, not by ${signature.signer}`
}

/** What a person let run, or says to have done. */
function isByPerson(event: RunEvent): boolean {
  if (event.type === 'command-started') return event.confirmedBy === 'person'
  return event.type === 'manual-action-done' || event.type === 'command-reported'
}

function faultOf({ sequence }: RunEvent, reason: string): { event: number; message: string } {
  return { event: sequence, message: `The signed answer of event ${sequence} does not hold: ${reason}.` }
}

function noticesOf(signed: ReadonlyMap<string, readonly number[]>, unsigned: readonly number[]): string[] {
  const lines = Array.from(signed, ([who, events]) => `Signed by ${who}: ${eventsIn(events)}.`)
  return unsigned.length === 0
    ? lines
    : [...lines, `Run or done by a person without a signature of its own: ${eventsIn(unsigned)}.`]
}

function eventsIn(numbers: readonly number[]): string {
  return `${numbers.length === 1 ? 'event' : 'events'} ${numbers.join(', ')}`
}
