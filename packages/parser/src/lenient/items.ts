/**
 * Lists of steps: which lists count, and one list that fences and paragraphs cut into several.
 */
import type { List, ListItem, RootContent } from 'mdast'
import { leadOf, oneLine, plainText, walk } from '../markdown/nodes.js'
import { isInstruction, type Language } from './language.js'
import { beginsWithProgram } from './fences.js'
import { isStateCase } from './state-labels.js'
import { isAnswer } from './unopened.js'

/** An item with the blocks at the margin that belong to it. */
export interface Item {
  item: ListItem
  number: number
  /** What stands between it and the next item of the same list. */
  after: RootContent[]
}

/** Blocks in order: runs of numbered items, and what stands between them. */
export type Stretch = { type: 'items'; items: Item[]; lists: List[] } | { type: 'blocks'; blocks: RootContent[] }

/**
 * Cuts blocks into numbered lists and what stands between. A list that starts with the next number is the same list.
 * @param blocks The blocks of a part.
 */
export function stretchesOf(blocks: readonly RootContent[]): Stretch[] {
  const stretches: Stretch[] = []
  for (const [index, block] of blocks.entries()) {
    const last = stretches.at(-1)
    if (block.type === 'list' && block.ordered === true) {
      const start = block.start ?? 1
      const run = runBefore(stretches, start, blocks[index - 1])
      const items = block.children.map((item, at) => ({ item, number: start + at, after: [] as RootContent[] }))
      if (run) {
        run.items.push(...items)
        run.lists.push(block)
      } else stretches.push({ type: 'items', items, lists: [block] })
    } else if (last?.type === 'blocks') last.blocks.push(block)
    else stretches.push({ type: 'blocks', blocks: [block] })
  }
  return stretches.flatMap(withTrailingCode)
}

/** The run that a list goes on with; what stood between belongs to its last item. */
function runBefore(stretches: Stretch[], start: number, before: RootContent | undefined) {
  const between = stretches.at(-1)
  const run = between?.type === 'items' ? between : stretches.at(-2)
  if (run?.type !== 'items') return null
  const lastItem = run.items.at(-1)!
  // Some write `1.` before each item, and let Markdown count.
  const repeats =
    start === 1 && run.lists.every((list) => list.start === 1 && list.children.length === 1) && before?.type === 'code'
  if (start !== lastItem.number + 1 && !repeats) return null
  if (between?.type === 'blocks') {
    lastItem.after.push(...between.blocks)
    stretches.pop()
  }
  return run
}

/** A fence right behind a list belongs to its last item, when that says what follows, or earlier ones had theirs there. */
function withTrailingCode(stretch: Stretch, index: number, all: readonly Stretch[]): Stretch[] {
  if (stretch.type !== 'blocks') return [stretch]
  const before = all[index - 1]
  if (before?.type !== 'items' || stretch.blocks[0]?.type !== 'code') return [stretch]
  const last = before.items.at(-1)!
  const announces = /[:：]\s*$/.test(plainText(last.item)) || before.items.some(({ after }) => after.length > 0)
  if (!announces) return [stretch]
  last.after.push(stretch.blocks[0])
  return stretch.blocks.length > 1 ? [{ type: 'blocks', blocks: stretch.blocks.slice(1) }] : []
}

/** What an item is called whose steps stand in the list below it: all of its words, or its bold ones. */
function labelOf(item: ListItem): string | undefined {
  const [first] = leadOf(item) ?? []
  const hasSteps = item.children.some((child) => child.type === 'list' && child.ordered === true)
  const words = hasSteps && first?.type === 'strong' ? oneLine(plainText(first)) : leadWords(item)
  return LABEL.exec(words)?.[1]
}

const LABEL = /^([^:：]{2,40})[:：]\s*$/u

/**
 * Blocks in which a bullet such as "Steps:" gives way to the list below it; the bullets beside it say what the steps are for.
 * @param blocks The blocks of a part.
 * @param holdsSteps Whether a name is one of steps.
 */
export function openedAtLabels(blocks: readonly RootContent[], holdsSteps: (name: string) => boolean): RootContent[] {
  return blocks.flatMap((block) => {
    if (block.type !== 'list' || block.ordered === true) return [block]
    const opened = block.children.flatMap((item) => {
      const name = labelOf(item)
      return name !== undefined && holdsSteps(name) ? item.children.slice(1) : []
    })
    return opened.some(({ type }) => type === 'list') ? opened : [block]
  })
}

/** The first paragraph of an item, in one line. */
export function leadWords(item: ListItem): string {
  const lead = leadOf(item)
  return lead ? oneLine(plainText(lead)) : ''
}

/** How many of some items are told as things to do, open with a condition, or hold a command. */
export function countInstructions(items: readonly ListItem[], languages: readonly Language[]): number {
  return items.filter((item) => isInstructionItem(item, languages)).length
}

/** Whether an item says what to do: by its words, or because it holds a fence. */
export function isInstructionItem(item: ListItem, languages: readonly Language[]): boolean {
  const words = leadWords(item)
  if (isInstruction(words, languages) || isConditional(words, languages)) return true
  const [first] = leadOf(item) ?? []
  if (first?.type === 'strong' && isInstruction(words.slice(plainText(first).length), languages)) return true
  if (isCommandAlone(item) || item.children.some((child) => child.type === 'code')) return true
  // What a name introduces is told below it.
  return item.children.some(
    (child) =>
      child.type === 'list' &&
      child.children.length > 0 &&
      countInstructions(child.children, languages) * 2 > child.children.length
  )
}

/** Whether an item opens with a command in its words: what it says is that it is run. */
function isCommandAlone(item: ListItem): boolean {
  const [first] = leadOf(item) ?? []
  return first?.type === 'inlineCode' && /\s/.test(first.value) && beginsWithProgram(first.value)
}

/** Whether words open with a condition. */
export function isConditional(words: string, languages: readonly Language[]): boolean {
  return (
    isAnswer(words) ||
    isStateCase(words, languages) ||
    languages.some(({ words: { condition, otherwise } }) => condition.test(words) || otherwise.test(words))
  )
}

/** What names a case, such as "Deploy related:" or "Neither:". */
const CASE =
  /^(?:[^:：]{2,50}\b(?:related|issues?|problems?|errors?|failures?|faults?)|neither|none(?: of (?:these|the above))?|anything else|other(?:wise)?)\s*[:：]/i

/** Whether the items of a list are cases that exclude each other, and no sequence. */
export function areCases(items: readonly ListItem[], languages: readonly Language[]): boolean {
  const words = items.map((item) => leadWords(item))
  const named = words.filter((lead) => CASE.test(lead) && !isInstruction(lead.split(/[:：]/)[0]!, languages)).length
  return items.length > 1 && named > 1 && words.every((lead) => /^[^:：.]{2,60}[:：]/.test(lead))
}

/** Whether a list is a table of contents or a collection of links: next to nothing in it is no link. */
export function isLinkList(items: readonly ListItem[]): boolean {
  let linked = 0
  for (const item of items) {
    const lead = leadOf(item)
    if (!lead) continue
    let length = 0
    for (const node of lead) {
      walk(node, (inner) => {
        if (inner.type === 'link' || inner.type === 'linkReference') length += plainText(inner).length
      })
    }
    if (length > 0 && length >= plainText(lead).trim().length * 0.7) linked++
  }
  return linked * 2 > items.length
}
