/**
 * Gives a sanitized tree what the page needs: links that lead somewhere on it, classes for branches, fields and endings,
 * highlighted commands, and unseen signs made visible.
 */
import { slugOfPackageName } from '@keys/schema/package-names'
import type { Element, ElementContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import type { Raw } from 'mdast-util-to-hast'
import { highlighted } from './highlight.js'
import type { ProseLinks } from './links.js'
import { nameOfSign, UNSEEN } from './visible.js'

export interface Decoration {
  /** What headings become that are not the page's own. */
  heading: 'h3' | 'h4'
  links: ProseLinks
  /** Ids on the page by fragments of the text. */
  anchors: ReadonlyMap<string, string>
  /** Where branches begin in the text. */
  branches: ReadonlySet<number>
  /** Labels of fields by their offsets in the text. */
  fields: ReadonlyMap<number, string>
}

/**
 * Decorates some nodes, and all that is in them.
 * @param nodes The nodes; they are not changed.
 * @param decoration What is known of them.
 */
export function decorated(nodes: readonly ElementContent[], decoration: Decoration): ElementContent[] {
  return nodes.flatMap((node) => decoratedNode(node, decoration))
}

function decoratedNode(node: ElementContent, decoration: Decoration): ElementContent[] {
  if (node.type === 'text') return withMarks(node.value)
  if (node.type !== 'element') return []
  switch (node.tagName) {
    case 'pre':
      return [codeBlock(node)]
    case 'code':
      return [inlineCode(node, decoration)]
    case 'a':
      return [link(node, decoration)]
    case 'strong':
      return [strong(node, decoration)]
    case 'table':
      return [scroller({ ...node, children: decorated(node.children, decoration) })]
    case 'h1':
    case 'h2':
    case 'h3':
      // Those of sections and steps are the page's own; any other one stands below them.
      return [{ ...node, tagName: decoration.heading, children: decorated(node.children, decoration) }]
    case 'input':
      return [
        element('span', { className: ['box'] }, [{ type: 'text', value: node.properties['checked'] ? '☑' : '☐' }])
      ]
    case 'p':
    case 'li':
      return [placed(node, decoration)]
    default:
      return [{ ...node, children: decorated(node.children, decoration) }]
  }
}

function placed(node: Element, decoration: Decoration): Element {
  const [first] = node.children
  // A branch begins with its words, behind the mark of its item.
  const starts = [node, ...(first ? [first] : [])].map(({ position }) => position?.start.offset ?? -1)
  const children = decorated(node.children, decoration)
  if (starts.some((start) => decoration.branches.has(start))) {
    return { ...node, properties: { className: ['branch'] }, children }
  }
  const field = starts.map((start) => decoration.fields.get(start)).find((label) => label !== undefined)
  if (field === undefined) return { ...node, children }
  return { ...node, properties: { className: ['field', `f-${field}`] }, children }
}

function codeBlock(node: Element): Element {
  const [code] = node.children
  const names = code?.type === 'element' ? code.properties['className'] : null
  const name = Array.isArray(names) ? names.map(String).find((one) => one.startsWith('language-')) : undefined
  return codeElement(textOf(node).replace(/\n$/, ''), name?.slice('language-'.length) ?? null)
}

/**
 * A block of code, highlighted.
 * @param text The code.
 * @param language As the text names it; null for none.
 */
export function codeElement(text: string, language: string | null): Element {
  const html = highlighted(text, language)
  // Written by the highlighter, escaped; the writer has to let it through.
  const children = html === null ? withMarks(text) : [rawHtml(markedHtml(html))]
  const properties = { className: ['code'], ...(language === null ? {} : { dataLang: language }) }
  return element('pre', properties, [element('code', {}, children)])
}

function inlineCode(node: Element, { links }: Decoration): Element {
  const text = textOf(node)
  const code = element('code', {}, withMarks(text))
  const slug = slugOfPackageName(text)
  const href = slug === null ? (/^(?:jupyter|node|next)-/.test(text) ? links.key(text) : null) : links.runbook(slug)
  return href === null ? code : element('a', { href }, [code])
}

function link(node: Element, decoration: Decoration): Element {
  const children = decorated(node.children, decoration)
  const href = hrefOf(String(node.properties['href'] ?? ''), decoration)
  if (href === null) return element('span', {}, children)
  const isOutside = /^https?:/.test(href)
  return element('a', { href, ...(isOutside ? { rel: ['noopener', 'noreferrer'] } : {}) }, children)
}

function hrefOf(url: string, { anchors, links }: Decoration): string | null {
  if (/^(?:https?:\/\/|mailto:)/i.test(url)) return url
  const [, path = '', fragment] = /^([^#]*)(?:#(.*))?$/s.exec(url) ?? []
  if (path === '' || path === 'README.md') {
    const id = anchors.get(decoded(fragment ?? ''))
    return id === undefined ? null : `#${id}`
  }
  return links.file(decoded(path))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The bold words at which a run ends. */
function strong(node: Element, decoration: Decoration): Element {
  const children = decorated(node.children, decoration)
  const [, ending] = /^STOP: (resolved|escalate|wrong runbook)/.exec(textOf(node)) ?? []
  if (ending === undefined) return { ...node, children }
  return element('strong', { className: ['ending', `e-${ending.replace(' ', '-')}`] }, children)
}

function scroller(table: Element): Element {
  return element('div', { className: ['table'], tabIndex: 0, role: 'region', ariaLabel: 'Table' }, [table])
}

function rawHtml(value: string): Raw {
  return { type: 'raw', value }
}

/** Highlighted code with its unseen signs made visible: no tag of the highlighter holds one. */
function markedHtml(html: string): string {
  return html.replaceAll(UNSEEN, (sign) => toHtml(markOf(sign)))
}

/** A text whose unseen signs are shown by name; what is copied gets them back. */
function withMarks(text: string): ElementContent[] {
  if (text.search(UNSEEN) === -1) return [{ type: 'text', value: text }]
  const parts: ElementContent[] = []
  let end = 0
  for (const { 0: sign, index } of text.matchAll(UNSEEN)) {
    if (index > end) parts.push({ type: 'text', value: text.slice(end, index) })
    parts.push(markOf(sign))
    end = index + sign.length
  }
  if (end < text.length) parts.push({ type: 'text', value: text.slice(end) })
  return parts
}

function markOf(sign: string): Element {
  const name = nameOfSign(sign)
  return element('bdi', { className: ['unseen'], dataSign: name.slice(2) }, [{ type: 'text', value: name }])
}

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value
  return node.type === 'element' ? node.children.map(textOf).join('') : ''
}

function element(tagName: string, properties: Element['properties'], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children }
}
