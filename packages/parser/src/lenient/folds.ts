/**
 * What is folded away in `<details>`: a summary that says when, or what is done, opens a part of its own.
 */
import type { Html, Paragraph, RootContent } from 'mdast'
import { oneLine } from '../markdown/nodes.js'
import { isConditional } from './items.js'
import { isInstruction, type Language } from './language.js'
import { numberOf } from './numbers.js'

const OPENS = /<details\b[^<>]*>/gi
const CLOSES = /<\/details\s*>/gi
const SUMMARY = /<summary\b[^<>]*>([\s\S]*?)(?:<\/summary\s*>|$)/i
const ONLY = /^(?:only|just|nur|seulement|solo|sólo|apenas|somente)\s+(?=\S)/iu

/** How many `<details>` a block opens, those that it closes taken off. */
export function foldsIn(block: RootContent): number {
  if (block.type !== 'html') return 0
  return (block.value.match(OPENS)?.length ?? 0) - (block.value.match(CLOSES)?.length ?? 0)
}

/** The words of the summary of a block; null when it has none. */
export function summaryIn({ value }: Html): string | null {
  const words = oneLine((SUMMARY.exec(value)?.[1] ?? '').replace(/<[^<>]*>/g, ''))
  return words === '' ? null : words
}

/** Whether a summary says when something is done. */
export function isCase(words: string, languages: readonly Language[]): boolean {
  return ONLY.test(words) || isConditional(words, languages)
}

/**
 * The summary with which a block opens a part: it says when, or what is done.
 * @param block A block.
 * @param languages The languages of the text.
 * @returns The summary as a heading; null for any other block, and for one that is closed again at once.
 */
export function foldHeading(block: RootContent, languages: readonly Language[]): Paragraph | null {
  if (block.type !== 'html' || foldsIn(block) < 1) return null
  const words = summaryIn(block)
  if (words === null || words.length > 100) return null
  if (!isCase(words, languages) && numberOf(words, languages)?.kind !== 'step' && !isInstruction(words, languages))
    return null
  const text = { type: 'text' as const, value: words, ...(block.position ? { position: block.position } : {}) }
  return { type: 'paragraph', children: [text], ...(block.position ? { position: block.position } : {}) }
}
