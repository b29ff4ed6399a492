/**
 * Conditions that no word opens: an answer, a question before a jump, a jump that names its condition last.
 */
import type { PhrasingContent } from 'mdast'
import { firstSentence, splitAt, withoutColon } from './cuts.js'

/** A condition and the words after it. */
export interface Condition {
  isDefault: boolean
  condition: PhrasingContent[]
  rest: PhrasingContent[]
}

/** What is said of a wish or a possibility, and so decides nothing. */
export const NO_DECISION =
  /^(?:if|when|whenever|in case)\s+(?:you\s+(?:want|wish|prefer|like|need help|have (?:any )?(?:questions|doubts|feedback))|(?:it(?:'s| is) )?(?:needed|necessary|possible|applicable|required|desired|appropriate|available|relevant|any)\b(?=[\s,.:;)]|$)|in doubt|unsure)/i
/** An answer to a question. */
const ANSWER = /^\s*(?:yes|no|ja|nein|oui|non|sí|si|sim|não|是|否|はい|いいえ)(?=\s*(?:[:：→⇒]|->|=>|[—–]|$))/iu
/** Words that lead somewhere: to a step, or to somebody who helps. */
const JUMP =
  /^\W*(?:then\s+)?(?:(?:go|jump|skip|proceed|continue|move|return)\b[^.;,?]*?\bstep\s+#?\d|skip steps?\s+#?\d|escalate\b)/i
const LATE = /\s+(?:only\s+)?(?=(?:if|when|unless|in case|once)\s+\S)/i
const QUESTION = /^[^.?!？]{3,160}[?？]\s*/u
const AFTER_TIME =
  /^\s*(?:after|within) \d+\s*(?:s|sec|seconds?|m|min|mins|minutes?|h|hours?)\b(?=,?\s+(?:escalate|call|page|contact)\b)/i
/** "Should the pod be down, restart it." */
export const INVERTED = /^\s*should (?:the|a|an|any|this|that|it|there|one|all|your|no)\b[^.?]*,/i

/**
 * Reads a condition that no word opens.
 * @param nodes The content of a paragraph or of an item.
 * @param text Its words.
 */
export function saidOtherwise(nodes: readonly PhrasingContent[], text: string): Condition | null {
  const answer = ANSWER.exec(text) ?? AFTER_TIME.exec(text)
  if (answer) {
    const [condition, rest] = splitAt(nodes, answer[0].length)
    return { isDefault: false, condition, rest: withoutColon(rest) }
  }
  const sentence = firstSentence(text)
  if (JUMP.test(sentence)) {
    const late = LATE.exec(sentence)
    // What decides nothing at the front of a sentence decides nothing at its end.
    if (!late || NO_DECISION.test(sentence.slice(late.index + late[0].length))) return null
    const [rest, condition] = splitAt(nodes, late.index + late[0].length)
    return { isDefault: false, condition, rest }
  }
  const question = QUESTION.exec(text)
  if (!question || !JUMP.test(text.slice(question[0].length))) return null
  const [condition, rest] = splitAt(nodes, question[0].length)
  return { isDefault: false, condition, rest }
}

/** Whether words are the answer to a question, such as "Yes: ...". */
export function isAnswer(words: string): boolean {
  return ANSWER.test(words)
}
