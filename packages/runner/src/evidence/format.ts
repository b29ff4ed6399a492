/**
 * Nodes, ends and characters, as evidence says them.
 */
import type { Choice, ConfirmedBy, ProcessEnd } from '@keys/schema'
import { endingInShort, endingOf } from '@keys/parser/model'

/**
 * A node of the graph in words.
 * @param node The id of a step, `stop:<terminal>` or `pack:<package>`.
 */
export function nodeInWords(node: string): string {
  const ending = endingOf(node)
  if (ending === null) return node
  switch (ending.type) {
    case 'resolved':
      return 'Resolved'
    case 'escalate':
      return 'Escalation'
    case 'wrong-runbook':
      return ending.package ?? 'Another runbook'
    case 'ended-early':
      return 'Ended early'
  }
}

/**
 * Who confirmed something, in words.
 * @param confirmedBy The kind of who it was.
 * @param operator The person who answers.
 */
export function confirmerOf(confirmedBy: ConfirmedBy, operator: string): string {
  return { person: operator, policy: '--yes', agent: 'an agent', script: 'the script of a drill' }[confirmedBy]
}

/** How a run stands, in a word or two. */
export function endInShort(end: string | null): string {
  if (end === null) return 'open'
  return endingInShort(endingOf(end) ?? { type: 'escalate' })
}

/**
 * A way out of a step in words.
 * @param choice The way.
 * @param condition The words of its branch; null for a step without branches.
 */
export function optionOf(choice: Choice, condition: string | null): string {
  if (condition === 'Otherwise') return condition
  if (choice.type === 'branch') return `If ${condition ?? ''}`
  return { holds: 'holds', fails: 'does not hold', continue: 'done' }[choice.type]
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

/** Where the pictures of control characters begin in Unicode. */
const FIRST_PICTURE = 0x2400

/**
 * Shows what would not be seen, or would make other text look otherwise than it is: control characters and marks of
 * direction. Line feeds and tabs stay.
 */
export function visible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029\uFEFF]/gu, (character) => {
    if (character === '\n' || character === '\t') return character
    const code = character.charCodeAt(0)
    if (code < 0x20) return String.fromCharCode(FIRST_PICTURE + code)
    return code === 0x7f ? '␡' : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
  })
}

/**
 * Takes a text apart where it has inline code.
 * @param text A text in which backticks stand around code, as in the condition of a branch.
 */
export function codeParts(text: string): { text: string; isCode: boolean }[] {
  return text
    .split(/(`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? { text: part.slice(1, -1), isCode: true } : { text: part, isCode: false }))
    .filter((part) => part.text !== '')
}
