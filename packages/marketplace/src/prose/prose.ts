/**
 * From a runbook's Markdown to the parts of its page: sanitized, then with the ids, classes and links of the page.
 */
import type { ToTree } from '@keys/parser'
import type { Runbook, Section, Step } from '@keys/schema'
import type { Element, ElementContent, Root, RootContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { codeElement, decorated, type Decoration } from './decorate.js'
import { hastOf } from './hast.js'
import type { ProseLinks } from './links.js'
import { sanitized } from './sanitize.js'

/** A part of a runbook's page. */
export type ProsePart =
  | { type: 'intro'; html: string }
  | { type: 'section'; section: Section; html: string }
  | { type: 'step'; step: Step; html: string }

/**
 * The parts of a runbook, in order of writing. The headings of its sections and steps are left out: the page writes them.
 * @param text The README.md.
 * @param runbook Its model.
 * @param toTree The Markdown engine.
 * @param links Where its links lead.
 */
export function runbookProse(text: string, runbook: Runbook, toTree: ToTree, links: ProseLinks): ProsePart[] {
  const { tree, shift } = treeOf(text, toTree)
  const decoration: Decoration = { heading: 'h4', links, ...placesIn(runbook, shift) }
  const headings = new Map<number, ProsePart>()
  for (const section of runbook.sections) {
    headings.set(section.headingPosition.start.offset - shift, { type: 'section', section, html: '' })
  }
  for (const step of runbook.steps) {
    if (step.form === 'heading')
      headings.set(step.headingPosition.start.offset - shift, { type: 'step', step, html: '' })
  }
  const parts: { part: ProsePart; nodes: RootContent[] }[] = [{ part: { type: 'intro', html: '' }, nodes: [] }]
  for (const node of tree.children) {
    const part = isHeading(node) ? headings.get(offsetOf(node)) : undefined
    if (part) parts.push({ part, nodes: [] })
    else if (!isTitle(node)) parts.at(-1)?.nodes.push(node)
  }
  return parts.map(({ part, nodes }) => ({ ...part, html: htmlOf(nodes, decoration) }))
}

/**
 * A text of a pack that has no model of its own.
 * @param text Any Markdown.
 * @param toTree The Markdown engine.
 * @param links Where its links lead.
 */
export function plainProse(text: string, toTree: ToTree, links: ProseLinks): string {
  const nodes = treeOf(text, toTree).tree.children.filter((node) => !isTitle(node))
  return htmlOf(nodes, { heading: 'h3', links, anchors: new Map(), branches: new Set(), fields: new Map() })
}

/**
 * A script of a pack.
 * @param path Its path, whose ending names the language.
 * @param code Its text.
 */
export function scriptHtml(path: string, code: string): string {
  return written([codeElement(code, /\.(\w+)$/.exec(path)?.[1] ?? null)])
}

function treeOf(text: string, toTree: ToTree): { tree: Root; shift: number } {
  const shift = text.startsWith('\uFEFF') ? 1 : 0
  return { tree: sanitized(hastOf(toTree(text.slice(shift)))), shift }
}

function placesIn(runbook: Runbook, shift: number): Omit<Decoration, 'links' | 'heading'> {
  const anchors = new Map(runbook.sections.map(({ anchor }) => [anchor, anchor]))
  for (const { id, anchor } of runbook.steps) if (anchor !== null) anchors.set(anchor, id)
  const branches = new Set<number>()
  const fields = new Map<number, string>()
  for (const step of runbook.steps) {
    for (const { position } of step.branches) branches.add(position.start.offset - shift)
    for (const { label, position } of step.fields) fields.set(position.start.offset - shift, label ?? 'other')
  }
  return { anchors, branches, fields }
}

function htmlOf(nodes: readonly RootContent[], decoration: Decoration): string {
  const children = nodes.filter((node): node is Element => node.type === 'element')
  return written(decorated(children, decoration))
}

/** The only HTML in these trees is that of the highlighter: that of a text was dropped before, and sanitized away. */
function written(children: ElementContent[]): string {
  return toHtml({ type: 'root', children }, { allowDangerousHtml: true })
}

function isHeading(node: RootContent): node is Element {
  return node.type === 'element' && /^h[23]$/.test(node.tagName)
}

function isTitle(node: RootContent): boolean {
  return node.type === 'element' && node.tagName === 'h1'
}

function offsetOf(node: Element): number {
  return node.position?.start.offset ?? -1
}
