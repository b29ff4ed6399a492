// The tickets that the AI feature labels, and the two indexes that it can find documents in.
import { chance } from '../random.js'
import { pick, type TicketLabel } from '../openai/model.js'

/** One labeled case of an eval file. */
export type AiCase = { id: string; input: string; context: string; expected: { label: TicketLabel } }

/** The index of the good release, and one that was embedded again and misses seven of ten facts. */
export type AiIndex = 'docs-v1' | 'docs-v2'

/** A document as retrieval gives it. */
export type AiDocument = { id: string; text: string }

/**
 * Makes labeled cases; the nth is the same in every run.
 *
 * @param count How many.
 * @returns The cases, with the context that the good index gives.
 */
export function makeAiCases(count: number): AiCase[] {
  return Array.from({ length: count }, (_, n) => {
    const input = `ticket ${n}: a customer writes about "something" of theirs`
    return {
      id: `case-${String(n).padStart(3, '0')}`,
      input,
      context: contextOf(retrieve('docs-v1', input)),
      expected: { label: labelOf(input) }
    }
  })
}

/**
 * Finds documents for a ticket.
 *
 * @param index Where to look.
 * @param input The ticket.
 * @returns The documents. Only where the right ones are found does one of them tell the label.
 */
export function retrieve(index: AiIndex, input: string): AiDocument[] {
  const n = Number(/ticket (\d+)/.exec(input)?.[1] ?? 0)
  if (index === 'docs-v2' && n % 10 < 7) {
    return [`alt-${n}`, `alt-${n + 1}`].map((id) => ({ id, text: 'something else' }))
  }
  return [
    { id: `doc-${n}`, text: `fact:${labelOf(input)}` },
    { id: `doc-${n + 1000}`, text: 'opening hours' }
  ]
}

/**
 * Joins documents to the context of a request.
 *
 * @param documents What was found.
 * @returns One line of text.
 */
export function contextOf(documents: readonly AiDocument[]): string {
  return documents.map(({ text }) => text).join('; ')
}

const labelOf = (input: string): TicketLabel => pick(chance('label', input))
