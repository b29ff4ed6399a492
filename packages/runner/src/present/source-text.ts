/**
 * The text of a step and of its fields, as it is read on a terminal.
 */
import { toTree } from '@keys/parser'
import { effectOf, fieldOf } from '@keys/parser/model'
import type { Field, Runbook, Step } from '@keys/schema'
import type { ListItem, RootContent } from 'mdast'
import type { Block } from './blocks.js'
import { addressesIn, blocksOf, readable } from './markdown-blocks.js'

/** Of these blocks others speak: the screen says what a step is called and where it may lead. */
const SAID_APART: readonly Runbook['blocks'][number]['role'][] = ['step-heading', 'branch', 'comment', 'definition']

/**
 * The text of a step, without what is asked apart: its commands, its branches, and what has to hold before it changes
 * something.
 * @param markdown The text of the runbook.
 * @param runbook The runbook.
 * @param step One of its steps.
 */
export function stepText(markdown: string, runbook: Runbook, step: Step): Block[] {
  const { start, end } = step.position
  const asked = new Set(
    [
      ...step.commands,
      ...step.fields.filter(({ label }) => label !== 'manual-alternative').flatMap(({ commands }) => commands)
    ]
      .filter(({ interpreter }) => interpreter !== null)
      .map(({ position }) => position.start.offset)
  )
  // Where they end, by where they begin: what a block begins with is not the block.
  const apart = new Map(
    runbook.blocks.flatMap(({ role, position }) =>
      SAID_APART.includes(role) ? [[position.start.offset, position.end.offset] as const] : []
    )
  )
  // The words of an item are a branch, and not what stands below them.
  const isBranch = (item: ListItem, by: number): boolean => {
    const [from] = placeOf(item)
    const [, to] = item.children[0] ? placeOf(item.children[0]) : [0, from]
    return step.branches.some(({ position: { start: at } }) => at.offset - by >= from && at.offset - by < to)
  }
  const precondition = effectOf(step, 'step') === 'read-only' ? null : fieldOf(step, 'precondition')
  const isAsked = (offset: number): boolean =>
    precondition !== null && offset >= precondition.position.start.offset && offset < precondition.position.end.offset
  const { children } = toTree(markdown)
  // Engines do not count a byte order mark, and models do.
  const shift = markdown.startsWith('\uFEFF') ? 1 : 0
  const own = nodesWithin(children, start.offset - shift, end.offset - shift)
  return blocksOf(own, addressesIn(children), (node) => {
    const [from, to] = placeOf(node).map((offset) => offset + shift) as [number, number]
    // Beside branches, other items may stand in one list.
    if (node.type === 'list') return isAsked(from)
    if (node.type === 'listItem') return isBranch(node, shift)
    // A step without a heading is called after its first words.
    if (node.type === 'paragraph' && isTitle(markdown.slice(from, to), step)) return true
    return asked.has(from) || isAsked(from) || apart.get(from) === to
  })
}

/** Whether some words are what a step is called, and no more. */
function isTitle(words: string, { title }: Step): boolean {
  const plain = (text: string): string =>
    text
      .replace(/[*_`\\]/g, '')
      .replace(/\s+/g, ' ')
      .replace(/(?<![\s.:。：])[\s.:。：]+$/u, '')
  return plain(words) === plain(title)
}

/** Where a node begins and ends. */
function placeOf({ position }: RootContent): [start: number, end: number] {
  return [position?.start.offset ?? -1, position?.end.offset ?? -1]
}

/** The outermost nodes that lie in a part of a text. */
function nodesWithin(nodes: readonly RootContent[], start: number, end: number): RootContent[] {
  return nodes.flatMap((node): RootContent[] => {
    const [from, to] = placeOf(node)
    if (from >= start && to <= end) return [node]
    return to <= start || from >= end || !('children' in node) ? [] : nodesWithin(node.children, start, end)
  })
}

/**
 * What a field says, in one paragraph, without its label and its commands.
 * @param markdown The text of the runbook.
 * @param field The field.
 */
export function fieldText(markdown: string, { labelPosition, position, commands }: Field): string {
  const end = commands[0]?.position.start.offset ?? position.end.offset
  const words = markdown.slice(labelPosition.end.offset, end).trim()
  return readable(words.replace(/^[\s:*]+/, ''))
}
