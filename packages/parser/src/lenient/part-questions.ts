/**
 * Questions about parts and what stands in them, for which no words have to be known.
 */
import type { RootContent } from 'mdast'
import { plainText } from '../markdown/nodes.js'
import { titleOf } from './drafts.js'
import { leadWords, stretchesOf } from './items.js'
import { isInstruction, normalized, type Language } from './language.js'
import type { Part } from './parts.js'
import { holdsNoSteps } from './roles.js'

/** The names of all parts, and what the items of their lists open with. */
export function titlesIn({ title, blocks, children }: Part, found = new Set<string>()): Set<string> {
  found.add(normalized(title))
  for (const block of blocks) {
    if (block.type === 'list') for (const item of block.children) found.add(normalized(titleOf(leadWords(item))))
  }
  for (const child of children) titlesIn(child, found)
  return found
}

/** Parts that are numbered one after the other, most of them with something to do: all of them are steps. */
export function seriesIn(root: Part, languages: readonly Language[], found = new Set<Part>()): Set<Part> {
  const numbered = root.children.filter(({ number }) => number?.kind === 'plain' && number.value !== null)
  const tell = numbered.filter(({ title, role }) => role === null && isInstruction(title, languages)).length
  const isCounted = numbered.length > 2 && numbered.every(({ number }, index) => number!.value === index + 1)
  if (isCounted && tell * 2 >= numbered.length) {
    for (const part of numbered) if (!holdsNoSteps(part.role) && part.depth > 2) found.add(part)
  }
  for (const child of root.children) seriesIn(child, languages, found)
  return found
}

/** Whether a heading stands nearly for itself: then it is the step, in a part that holds steps. */
export function saysLittle(blocks: readonly RootContent[]): boolean {
  return (
    blocks.length < 3 &&
    blocks.every(({ type }) => type !== 'list' && type !== 'table') &&
    plainText({ type: 'root', children: [...blocks] }).length < 25
  )
}

/** How many items the longest numbered list of some blocks has. */
export function longestList(blocks: readonly RootContent[]): number {
  return Math.max(0, ...stretchesOf(blocks).map((stretch) => (stretch.type === 'items' ? stretch.items.length : 0)))
}

/** Whether fences belong to the items of a numbered list. */
export function hasCodeInItems(blocks: readonly RootContent[]): boolean {
  return stretchesOf(blocks).some(
    (stretch) =>
      stretch.type === 'items' &&
      stretch.items.some(({ item, after }) => after.length > 0 || item.children.some(({ type }) => type === 'code'))
  )
}
