/**
 * Events as they may be stored.
 */
import type { ProcessEnd, RunEventBody } from '@keys/schema'

type Mask = (text: string) => string

/**
 * An event in which everything is masked that a person or a machine wrote. Names, ids, digests, and what stands in the
 * runbook stay: its commands are public, and a mask in them would tell what it hides.
 * @param body The event.
 * @param mask Masks a text.
 */
export function maskedEvent(body: RunEventBody, mask: Mask): RunEventBody {
  const orNull = (text: string | null): string | null => (text === null ? null : mask(text))
  switch (body.type) {
    case 'input-set':
      // A value that holds a secret is one: stored in part, it would be taken for the whole when the run is resumed.
      return body.value === orNull(body.value) ? body : { ...body, secret: true, value: null }
    case 'command-reported':
      return { ...body, output: mask(body.output) }
    case 'command-ended':
      return { ...body, end: maskedEnd(body.end, mask) }
    case 'manual-action-done':
      return { ...body, observed: orNull(body.observed) }
    case 'decided': {
      const { reason, suggestionReason, observed } = body
      return { ...body, reason: orNull(reason), suggestionReason: orNull(suggestionReason), observed: orNull(observed) }
    }
    case 'precondition-acknowledged':
      return { ...body, agreedBy: orNull(body.agreedBy) }
    case 'parked':
    case 'skipped':
    case 'escalated':
    case 'run-ended':
    case 'run-reopened':
      return { ...body, reason: mask(body.reason) }
    case 'rollback-closed':
      return { ...body, reason: orNull(body.reason) }
    case 'attached':
      return { ...body, name: mask(body.name), text: mask(body.text) }
    case 'noted':
      return { ...body, text: mask(body.text) }
    case 'session-opened':
      return { ...body, operator: mask(body.operator) }
    case 'session-closed':
      return { ...body, to: orNull(body.to) }
    default:
      return body
  }
}

function maskedEnd(end: ProcessEnd, mask: Mask): ProcessEnd {
  return end.type === 'not-started' ? { ...end, reason: mask(end.reason) } : end
}
