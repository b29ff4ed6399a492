/**
 * Nodes, ends and characters, as evidence says them.
 */
import type { AnswerSignature, Choice, ConfirmedBy } from '@keys/schema'
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
 * A person, with the account of the system where that has another name.
 * @param who The name by which the person answers, and the account.
 */
export function nameWithAccount({ operator, account = operator }: { operator: string; account?: string }): string {
  return account === operator ? operator : `${operator} (account ${account})`
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

/** Who signed an answer, and with which key. */
export function signerInWords({ signer, key }: AnswerSignature): string {
  return `${signer} (${key})`
}
