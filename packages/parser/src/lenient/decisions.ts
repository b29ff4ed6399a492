/**
 * The decisions of a paragraph: a sentence may hold several conditions, and name the other case.
 */
import type { PhrasingContent } from 'mdast'
import { plainText } from '../markdown/nodes.js'
import { conditionOf, isInParentheses, isOtherwise, opensCondition, type Condition } from './conditions.js'
import { firstSentence, LONGEST_CLAUSE, sentenceStarts, splitAt } from './cuts.js'
import type { Language } from './language.js'
import { saidOtherwise } from './unopened.js'

/** A condition in a paragraph. */
export interface Decision extends Condition {
  /** Where it begins in the words of the paragraph. */
  start: number
  /** Its words and those of its consequence. */
  nodes: PhrasingContent[]
}

/**
 * All conditions of a paragraph, each with the words that are said of it: a sentence may name the other case too.
 * @param nodes The content of the paragraph.
 * @param where What its beginning is; see `conditionOf`.
 * @param languages The languages of the text.
 */
export function decisionsIn(
  nodes: readonly PhrasingContent[],
  where: 'item' | 'sentence',
  languages: readonly Language[]
): Decision[] {
  const text = plainText(nodes)
  const found: Decision[] = []
  const starts = clauseStarts(text, languages)
  for (const [index, start] of starts.entries()) {
    const end = starts[index + 1] ?? text.length
    const [clause] = splitAt(splitAt(nodes, start)[1], end - start)
    const condition = conditionOf(clause, start === 0 ? where : 'sentence', languages)
    // The other case needs one before it; a paragraph that opens with it speaks of one elsewhere.
    if (!condition || (condition.isDefault && start > 0 && found.length === 0)) continue
    found.push({ ...condition, start, nodes: clause })
  }
  return found
}

/** Where something is said of another case: at the beginning, with a sentence, or behind a comma that "otherwise" follows. */
function clauseStarts(text: string, languages: readonly Language[]): number[] {
  const starts = [0]
  const sentences = sentenceStarts(text)
  const breaks = [...text.matchAll(/[;；]\s*|[,，]\s*(?:(?:and|but)\s+)?|\s[—–-]\s/gu)].map(({ index, 0: sign }) => ({
    at: index + sign.length,
    isWeak: !/[;；]/.test(sign)
  }))
  /** Where a case behind "else if" begins. */
  const behindElse = (at: number): number => at + (ELSE_IF.exec(text.slice(at, at + LONGEST_CLAUSE))?.[0].length ?? 0)
  const all = [...sentences.slice(1).map((at) => ({ at, isWeak: false })), ...breaks].toSorted((a, b) => a.at - b.at)
  for (const { at: broken, isWeak } of all) {
    const at = behindElse(broken)
    if (at <= starts.at(-1)! || isInParentheses(text, at)) continue
    const rest = text.slice(at, at + LONGEST_CLAUSE)
    const isOther = isOtherwise(rest, languages) && !/^if not\b(?!\s*[,:])/i.test(rest)
    // A comma parts two cases when the first has said where it leads.
    const parts = !isWeak || at > broken || (/^(?:if|when)\b/i.test(rest) && LEADS.test(text.slice(starts.at(-1), at)))
    if (isOther || (parts && opensClause(rest, languages))) starts.push(at)
  }
  return starts
}

const ELSE_IF = /^(?:else|otherwise|or else)[,\s]+(?=if\b)/i
const LEADS = /\b(?:go|proceed|skip|continue|jump|return|escalate|stop)\b|→|->|=>/i

function opensClause(rest: string, languages: readonly Language[]): boolean {
  const sentence = firstSentence(rest)
  if (opensCondition(sentence, 'sentence', languages)) return true
  return saidOtherwise([{ type: 'text', value: rest }], rest) !== null
}
