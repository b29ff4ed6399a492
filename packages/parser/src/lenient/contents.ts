/**
 * What somebody else's runbook says beside its steps: what not to do, when to escalate and to whom.
 */
import type { Runbook, TextItem } from '@keys/schema'
import type { Nodes, RootContent } from 'mdast'
import { leadOf, oneLine, plainText } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import { opensCondition } from './conditions.js'
import type { Language } from './language.js'

const PROHIBITION =
  /^(?:do not|don['’]t|never|never ever|under no circumstances|nicht|niemals|ne (?:pas|jamais)|nunca|no (?:debe|haga)|não|請勿|禁止|请勿|不要|切勿)(?![\p{L}])/iu
const TRIGGER =
  /\b(?:if|when|after|unless|escalate|within|longer|more than|minutes|hours|not resolved)\b|エスカレーション|超过|如果|\b(?:wenn|falls|si|se|quando|cuando)\b/i

/**
 * The lines that forbid something, wherever they stand: items and paragraphs.
 * @param blocks Blocks of the text.
 * @param source The text.
 * @returns Items that stand below "Do not:" included.
 */
export function prohibitionsIn(blocks: readonly RootContent[], source: Source): TextItem[] {
  const found: TextItem[] = []
  let under = false
  const visit = (node: Nodes, forbidden: boolean): void => {
    if (node.type === 'list') {
      for (const item of node.children) visit(item, forbidden)
    } else if (node.type === 'listItem' || node.type === 'paragraph') {
      const text = oneLine(plainText(node.type === 'listItem' ? (leadOf(node) ?? []) : node))
      if (forbidden || PROHIBITION.test(text)) found.push({ text: plainText(node).trim(), position: source.of(node) })
      else if (node.type === 'listItem') for (const child of node.children) visit(child, false)
    } else if (node.type === 'blockquote') {
      for (const child of node.children) visit(child, forbidden)
    }
  }
  for (const block of blocks) {
    if (
      block.type === 'heading' ||
      (block.type === 'paragraph' && /^[^.]{0,60}[:：]$/.test(oneLine(plainText(block))))
    ) {
      under = PROHIBITION.test(oneLine(plainText(block)))
      continue
    }
    if (block.type === 'paragraph' && block.children[0]?.type === 'strong' && block.children.length === 1) {
      under = PROHIBITION.test(plainText(block).trim())
      continue
    }
    visit(block, under && block.type === 'list')
    if (block.type !== 'list') under = false
  }
  return found
}

/**
 * Reads a section about escalation: lines that say when are triggers, all others are contacts.
 * @param blocks The blocks of the section.
 * @param languages The languages of the text.
 * @param source The text.
 */
export function escalationIn(
  blocks: readonly RootContent[],
  languages: readonly Language[],
  source: Source
): Runbook['escalation'] {
  const triggers: TextItem[] = []
  const contacts: TextItem[] = []
  const add = (node: Nodes): void => {
    const text = plainText(node).trim()
    if (text === '' || /^[^.\n]{0,60}[:：]$/.test(text)) return
    const isTrigger = opensCondition(text, 'item', languages) || TRIGGER.test(text.slice(0, 160))
    ;(isTrigger ? triggers : contacts).push({ text, position: source.of(node) })
  }
  for (const block of blocks) {
    if (block.type === 'list') for (const item of block.children) add(item)
    else if (block.type === 'table') for (const row of block.children.slice(1)) add(row)
    else if (block.type === 'paragraph') add(block)
  }
  return { triggers, contacts }
}
