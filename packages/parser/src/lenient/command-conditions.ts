/**
 * Conditions that decide nothing but whether a command is run, wherever they stand in its sentence: "run x only if y", "restart it if
 * necessary: x", "once approved, run x". In a sentence without a command they are words.
 */
import type { PhrasingContent } from 'mdast'
import { plainText } from '../markdown/nodes.js'
import { conditionEnd, isInParentheses } from './conditions.js'
import { LONGEST_CLAUSE, sentenceStarts, splitAt } from './cuts.js'
import { decisionsIn, type Decision } from './decisions.js'
import { isInstruction, isRemark, type Language } from './language.js'

/** What stands for code, which is not read as words. */
const CODE = '\uFFFC'

/** Words behind which "if" or "when" opens a question: "check if it is up". */
const FINDS =
  /(?:^|\P{L})(?:(?:see|check|verify|determine|know|confirm|ask|find out|tell|tells|shows?|decide|test|even|as|what|reports?|indicates?|prints?|says?|returns?|identify|wait|evaluate|assess|or|validate|sure|prüfen|sehen|als|voir|vérifier|savoir|ver|verificar|comprobar|saber|como|come)(?:\s(?:you|us|me|yourself|exactly))?)$/iu
/** What has only to come to its end, so that the order says it already: "when it has finished". */
const IN_TIME =
  /^\s*(?:wenn|when|whenever|once|lorsque|quand|cuando|quando|sobald)\s(?:you\b|we\b|done\b|finished\b|ready\b|prompted\b|asked\b|complete\b|completed\b|[^,:]{0,60}\b(?:has|have|had|is|are|was|were)\s(?:been\s|now\s|fully\s|all\s)*(?:done|finished|complete|completed|over|ready|back|up|gone|drained|stopped|started|restarted|created|deleted|removed|applied|deployed|installed|confirmed|closed|copied|restored|promoted|synced)\b|[^,:]{0,60}\b(?:finishes|completes|ends|appears|asks|prompts|returns|starts|opens)\b|[^,:]{0,60}\b(?:ist|sind|fertig|abgeschlossen|terminée?|finie?|terminado|listo|concluído|pronto)\b)/iu

/**
 * The decisions of a paragraph whose command may be conditional; those that `decisionsIn` finds, and between them the conditions of commands.
 * @param nodes The content of the paragraph.
 * @param where What its beginning is; see `conditionOf`.
 * @param languages The languages of the text.
 * @param isRun Whether something that is run stands below the paragraph.
 */
export function commandDecisionsIn(
  nodes: readonly PhrasingContent[],
  where: 'item' | 'sentence',
  languages: readonly Language[],
  isRun: boolean
): Decision[] {
  const opens = leadOfDecisions(nodes, where)
  const found = decisionsIn(nodes, opens, languages)
  const text = wordsIn(nodes)
  const end = found[0]?.start ?? text.length
  if (end === 0) return found
  const behind = [...text.matchAll(/[;；]\s+/g)].map(({ index, 0: sign }) => index + sign.length)
  const starts = [...sentenceStarts(text), ...behind].filter((start) => start < end).toSorted((a, b) => a - b)
  const said = starts.flatMap((start, index): Decision[] => {
    const next = Math.min(starts[index + 1] ?? end, end)
    const [clause] = splitAt(splitAt(nodes, start)[1], next - start)
    const isLast = next === text.length && isRun
    const decision = commandConditionOf(clause, languages, isLast)
    return decision ? [{ ...decision, start, nodes: clause }] : []
  })
  return [...said, ...found]
}

/** How the beginning of an item is read: one that only waits for an end opens no condition. */
export function leadOfDecisions(nodes: readonly PhrasingContent[], where: 'item' | 'sentence'): 'item' | 'sentence' {
  return IN_TIME.test(plainText(nodes)) ? 'sentence' : where
}

/**
 * The condition that a sentence with a command holds: behind its command, or as a wish anywhere.
 * @param nodes The content of the sentence.
 * @param languages The languages of the text.
 * @param isRun Whether something that is run stands below it.
 */
export function commandConditionOf(
  nodes: readonly PhrasingContent[],
  languages: readonly Language[],
  isRun = false
): Pick<Decision, 'isDefault' | 'condition' | 'rest'> | null {
  const text = wordsIn(nodes)
  if (text.length > LONGEST_CLAUSE || (!isRun && !text.includes(CODE))) return null
  const range = wishIn(text, languages) ?? trailingIn(text, languages)
  if (!range) return null
  const { start, end, next } = range
  const [before, behind] = splitAt(nodes, start)
  const rest = [...before, ...splitAt(behind, next - start)[1]]
  return { isDefault: false, condition: splitAt(behind, end - start)[0], rest }
}

interface Range {
  start: number
  end: number
  /** Where the words go on behind the condition and its sign. */
  next: number
}

function wishIn(text: string, languages: readonly Language[]): Range | null {
  for (const { words } of languages) {
    const match = words.wish.exec(text)
    if (!match) continue
    const { index: start } = match
    const end = start + match[0].length
    if (/[(（]$/.test(text.slice(0, start)) && /^[)）]/.test(text.slice(end)))
      return { start: start - 1, end: end + 1, next: end + 1 }
    return { start, end, next: start === 0 ? end + /^\s*[,:，、]?\s*/.exec(text.slice(end))![0].length : end }
  }
  return null
}

function trailingIn(text: string, languages: readonly Language[]): Range | null {
  for (const language of languages) {
    for (const match of text.matchAll(language.words.trailing)) {
      const before = text.slice(0, match.index).trimEnd()
      if (before === '' || FINDS.test(before)) continue
      const opener = /^(?:[,，]\s?|[\s(（])/.exec(match[0])![0]
      const start = match.index + opener.length
      const isBracketed = /[(（]/.test(opener)
      if (!isBracketed && isInParentheses(text, match.index)) continue
      if (IN_TIME.test(text.slice(start))) continue
      if (!tells(before, language, languages)) continue
      const end = start + (isBracketed ? toBracket(text.slice(start)) : toEnd(text.slice(start), languages))
      return {
        start: isBracketed ? start - 1 : start,
        end: isBracketed ? end + 1 : end,
        next: isBracketed ? end + 1 : end
      }
    }
  }
  return null
}

/** Whether the words before a condition say what is done: an instruction, or nothing but code. */
function tells(before: string, { words }: Language, languages: readonly Language[]): boolean {
  if (isRemark(before)) return false
  const spoken = before.replaceAll(CODE, '').trim()
  return spoken === '' || words.verbs === '' || isInstruction(before.replaceAll(CODE, 'x'), languages)
}

function toBracket(text: string): number {
  const end = text.search(/[)）]/)
  return end === -1 ? text.length : end
}

/** A condition behind what is done ends with its sentence, at a colon, or before something else to do. */
function toEnd(text: string, languages: readonly Language[]): number {
  const colon = /[:：](?=\s|$)/.exec(text)?.index ?? text.length
  const { end } = conditionEnd(text, languages)
  const stop = /[.。!！;；]?\s*$/.exec(text)!.index
  return Math.min(colon, end, stop)
}

/** The words of some nodes, with all code made unreadable. */
function wordsIn(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map((node) => (node.type === 'inlineCode' ? CODE.repeat(plainText(node).length) : plainText(node)))
    .join('')
}
