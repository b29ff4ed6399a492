/**
 * What a paragraph or a list item opens with: a label, a condition, or nothing special.
 */
import { FIELD_NAMES, type FieldLabel } from '@keys/schema'
import type { Nodes, PhrasingContent, Strong } from 'mdast'
import { conditionEnd } from '../lenient/conditions.js'
import { splitAt } from '../lenient/cuts.js'
import { ENGLISH_ONLY } from '../lenient/language.js'
import { cut, plainText } from '../markdown/nodes.js'

/** A label, such as **Expected**, and the words after it. */
export interface Labeled {
  opening: 'label'
  label: FieldLabel | null
  name: string
  strong: Strong
  rest: PhrasingContent[]
}

/** A condition, such as **If `401`**, and the words after it. */
export interface Conditional {
  opening: 'condition'
  isDefault: boolean
  /** The nodes of the condition, the leading word included. */
  condition: PhrasingContent[]
  rest: PhrasingContent[]
}

const LABELS = new Map<string, FieldLabel>([
  ...(Object.entries(FIELD_NAMES) as [FieldLabel, string][]).map(
    ([label, name]) => [name.toLowerCase(), label] as const
  ),
  ['actions', 'action'],
  ['preconditions', 'precondition'],
  ['side effect', 'side-effects'],
  ['expect', 'expected'],
  ['expected result', 'expected'],
  ['expected output', 'expected'],
  ["don't", 'do-not'],
  ['manual', 'manual-alternative'],
  ['inputs', 'input'],
  ['outputs', 'output']
])

/** Whether a name is that of a field. */
export function isFieldName(name: string): boolean {
  return LABELS.has(name.toLowerCase().replace(/\s+/g, ' '))
}

const CONDITION = /^(if|when|in case)\b/i
const DEFAULT = /^(?:(?:otherwise|else|in all other cases)\b|default\s*(?::|$))/i
/**
 * Reads the beginning of some phrasing content.
 * @param nodes The content of a paragraph.
 * @param inListItem Whether it opens a list item, where a condition needs no bold.
 * @returns What it opens with; null for ordinary words.
 */
export function openingOf(nodes: readonly PhrasingContent[], inListItem: boolean): Labeled | Conditional | null {
  const first = nodes[0]
  if (first?.type === 'strong') {
    const text = plainText(first).trim()
    if (/^STOP\b/.test(text) && text !== 'STOP' && text !== 'STOP:') return null
    const label = labeled(first, text, nodes)
    if (label) return label
    if (CONDITION.test(text) || DEFAULT.test(text)) return boldCondition(first, text, nodes, inListItem)
    return null
  }
  if (first?.type !== 'text' || !inListItem) return null
  if (!CONDITION.test(first.value) && !DEFAULT.test(first.value)) return null
  return plainCondition(nodes, DEFAULT.test(first.value))
}

function labeled(strong: Strong, text: string, nodes: readonly PhrasingContent[]): Labeled | null {
  const next = nodes[1]
  const colonInside = text.endsWith(':')
  const colonOutside = next?.type === 'text' && /^\s*:/.test(next.value)
  const name = (colonInside ? text.slice(0, -1) : text).trim()
  const label = LABELS.get(name.toLowerCase().replace(/\s+/g, ' ')) ?? null
  if (label === null && (CONDITION.test(name) || DEFAULT.test(name))) return null
  if (!colonInside && !colonOutside && !(label !== null && nodes.length === 1)) return null
  if (name === '' || name.length > 60) return null
  return { opening: 'label', label, name, strong, rest: afterColon(nodes.slice(1)) }
}

/** The words after a label or a condition, without the colon that ends it. */
function afterColon(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const [first, ...others] = nodes
  if (first?.type !== 'text') return [...nodes]
  return [...cut(first, /^\s*(?::|->|=>|→|—)?\s*/.exec(first.value)![0].length), ...others]
}

function boldCondition(
  strong: Strong,
  text: string,
  nodes: readonly PhrasingContent[],
  inListItem: boolean
): Conditional | null {
  const isDefault = DEFAULT.test(text)
  // "**If** the queue grows: ..." goes on after the bold word.
  if (!isDefault && /^(if|when|in case)$/i.test(text)) return inListItem ? plainCondition(nodes, false) : null
  return { opening: 'condition', isDefault, condition: [strong], rest: afterColon(nodes.slice(1)) }
}

function plainCondition(nodes: readonly PhrasingContent[], isDefault: boolean): Conditional {
  const { end, next } = conditionEnd(plainText(nodes), ENGLISH_ONLY)
  return { opening: 'condition', isDefault, condition: splitAt(nodes, end)[0], rest: splitAt(nodes, next)[1] }
}

/**
 * Cuts a paragraph at labels that follow on lines of their own, so that each part opens with one label.
 * @param nodes The content of a paragraph.
 */
export function splitAtLabels(nodes: readonly PhrasingContent[]): PhrasingContent[][] {
  const parts: PhrasingContent[][] = [[]]
  for (const [index, node] of nodes.entries()) {
    const before = nodes[index - 1]
    const onNewLine = before?.type === 'break' || (before?.type === 'text' && /\n[ \t]*$/.test(before.value))
    if (node.type === 'strong' && onNewLine && startsLabelOrCondition(nodes.slice(index))) parts.push([])
    parts.at(-1)!.push(node)
  }
  return parts
}

function startsLabelOrCondition(nodes: readonly PhrasingContent[]): boolean {
  return openingOf(nodes, false) !== null
}

/** Whether a block is a comment. */
export function isComment(node: Nodes): boolean {
  return node.type === 'html' && node.value.startsWith('<!--')
}
