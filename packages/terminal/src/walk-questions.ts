/**
 * Questions about a document, walked one at a time.
 */
import { text } from '@keys/runner/present'
import { Interrupted, type Dialogue, type Option } from './dialogue.js'

/** A question, with the place that it is about. */
export interface PlacedQuestion {
  id: string
  text: string
  /** The answers to choose from; any words when absent. */
  options?: readonly string[]
  /** What seems likely; it is marked, and never taken unasked. */
  proposal: string | null
  place: { file: string; line: number }
}

/**
 * Asks somebody the questions of a document. An empty answer leaves one open, and whoever stops keeps what was answered.
 * @param dialogue Where it is asked.
 * @returns Gives the answers by the ids of their questions, those that were given before among them.
 */
export function walkQuestions(
  dialogue: Dialogue
): (
  questions: readonly PlacedQuestion[],
  given: Readonly<Record<string, string>>
) => Promise<Readonly<Record<string, string>>> {
  return async (questions, given) => {
    const answers: Record<string, string> = { ...given }
    try {
      for (const [index, question] of questions.entries()) {
        const answer = await answerTo(question, `${index + 1} of ${questions.length}`, dialogue)
        if (answer !== null && answer !== '') answers[question.id] = answer
      }
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error
    }
    return answers
  }
}

function answerTo(question: PlacedQuestion, at: string, dialogue: Dialogue): Promise<string | null> {
  const { text: words, options, proposal, place } = question
  const head = [text(`${at} · ${place.file} line ${place.line}`, 'dim'), text(words, 'strong')]
  if (!options) return dialogue.ask({ label: proposal === null ? 'Answer' : `Answer (such as ${proposal})`, head })
  const all: Option<string | null>[] = options.map((value) => ({ value, label: value }))
  const proposed = proposal === null ? -1 : options.indexOf(proposal)
  const preselected = proposed === -1 ? null : proposed
  return dialogue.choose({ head, options: [...all, { value: null, label: 'Not now' }], preselected, keys: [] })
}
