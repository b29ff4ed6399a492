/**
 * The checklist model out of an mdast tree and its text.
 */
import { MODEL_VERSION, type Checklist, type ChecklistItem, type ChecklistPhase } from '@keys/schema'
import type { List, ListItem, Nodes, Root, RootContent } from 'mdast'
import { emptyRunbook, tooDeep } from '../runbook/extract-runbook.js'
import { parseStepLabel } from '../headings/heading.js'
import { isTooDeep } from '../markdown/limits.js'
import { leadOf, oneLine, plainText, walk } from '../markdown/nodes.js'
import { outlineOf, Roles, type OutlineSection } from '../headings/outline.js'
import { collectReferences } from '../runbook/references.js'
import { Source } from '../markdown/source.js'

/**
 * Reads a checklist out of a tree that somebody else parsed.
 * @param tree The mdast tree, with positions; GFM task lists are understood.
 * @param markdown The text that the tree was parsed from.
 * @returns The model. Whatever stands in the text, this does not throw.
 */
export function extractChecklist(tree: Root, markdown: string): Checklist {
  const source = new Source(markdown)
  if (isTooDeep(tree)) return emptyChecklist(source, tooDeep(source))
  const outline = outlineOf(tree, source)
  const roles = new Roles()
  if (outline.title) roles.set(outline.title, 'title')
  for (const block of outline.introduction) if (block.type !== 'definition') roles.set(block, 'introduction')
  const { definitions } = collectReferences(tree, [], source)
  const urls = new Map(definitions.map((definition) => [definition.label.toLowerCase(), definition.url]))
  const phases = outline.sections.map((section) => {
    roles.set(section.heading, 'section-heading')
    for (const block of section.blocks) if (block.type === 'paragraph') roles.set(block, 'prose')
    for (const block of section.blocks) if (block.type === 'list') roles.set(block, 'list')
    return phaseOf(section, urls, source)
  })
  return {
    modelVersion: MODEL_VERSION,
    title: outline.title ? { text: oneLine(plainText(outline.title)), position: source.of(outline.title) } : null,
    phases,
    definitions,
    blocks: roles.list(tree, source),
    problems: []
  }
}

/** The model of a checklist that could not be read. */
export function emptyChecklist(source: Source, problem: Checklist['problems'][number]): Checklist {
  const { blocks, problems } = emptyRunbook(source, problem)
  return { modelVersion: MODEL_VERSION, title: null, phases: [], definitions: [], blocks, problems }
}

function phaseOf(section: OutlineSection, urls: ReadonlyMap<string, string>, source: Source): ChecklistPhase {
  const headingPosition = source.of(section.heading)
  const last = section.blocks.findLast((block) => block.type !== 'definition')
  return {
    kind: section.kind,
    title: section.name,
    timeBox: section.timeBox,
    mode: modeOf([...section.other, ...section.blocks.map(leadWords)]),
    items: section.blocks.flatMap((block) => (block.type === 'list' ? itemsOf(block, urls, source) : [])),
    headingPosition,
    position: last ? source.span(headingPosition, source.of(last)) : headingPosition
  }
}

function leadWords(block: RootContent): string {
  return block.type === 'paragraph' ? plainText(leadOf(block) ?? []) : ''
}

function modeOf(words: readonly string[]): ChecklistPhase['mode'] {
  for (const text of words) {
    const match = /^(read|do)[- ](do|confirm)\b/i.exec(text.trim())
    if (match) return match[1]!.toLowerCase() === 'read' ? 'read-do' : 'do-confirm'
  }
  return null
}

/** The items of a list and of the lists inside it, in order of writing. */
function itemsOf(list: List, urls: ReadonlyMap<string, string>, source: Source): ChecklistItem[] {
  return list.children.flatMap((item) => [
    itemOf(item, urls, source),
    ...item.children.flatMap((child) => (child.type === 'list' ? itemsOf(child, urls, source) : []))
  ])
}

const SLOT = /^[_\s:./-]*_[_\s:./-]*$/

function itemOf(item: ListItem, urls: ReadonlyMap<string, string>, source: Source): ChecklistItem {
  const own: Nodes[] = item.children.filter((child) => child.type !== 'list')
  const result: ChecklistItem = {
    checked: item.checked ?? null,
    text: oneLine(own.map((child) => plainText(child)).join(' ')),
    label: null,
    url: null,
    slots: 0,
    position: source.of(item)
  }
  for (const child of own) {
    walk(child, (node) => {
      if (node.type === 'inlineCode' && SLOT.test(node.value)) result.slots++
      if (result.url !== null || result.label !== null) return
      if (node.type === 'linkReference') {
        const label = node.label ?? node.identifier
        result.label = parseStepLabel(label) ?? label
        result.url = urls.get(label.toLowerCase()) ?? null
      } else if (node.type === 'link') {
        result.label = parseStepLabel(plainText(node))
        result.url = node.url
      } else if (node.type === 'text') {
        // A label whose definition is missing is plain text to Markdown.
        const bracketed = /\[([^[\]]+)\]/.exec(node.value)
        result.label = bracketed ? parseStepLabel(bracketed[1]!) : null
      }
    })
  }
  return result
}
