/**
 * Markdown as it is read on a terminal: without the marks that only a page shows, and with nothing left out.
 */
import { STEP_LABEL } from '@keys/schema'
import { frontMatterOf, toTree, withoutFrontMatter } from '@keys/parser'
import type { ListItem, Nodes, PhrasingContent, RootContent, Table } from 'mdast'
import { gap, labeled, text, type Block } from './blocks.js'

/** Addresses by the identifiers of their definitions. */
type Addresses = ReadonlyMap<string, string>

/**
 * A Markdown text as blocks: headings, paragraphs, lists and code in order of writing.
 * @param markdown The text.
 */
export function markdownBlocks(markdown: string): Block[] {
  const frontMatter = frontMatterOf(markdown)
  const { children } = toTree(frontMatter ? withoutFrontMatter(markdown, frontMatter) : markdown)
  return blocksOf(children, addressesIn(children))
}

/**
 * Some nodes as blocks.
 * @param nodes The nodes.
 * @param addresses What definitions of their text lead to.
 * @param isHidden Whether a node is left out with all that is in it.
 */
export function blocksOf(
  nodes: readonly RootContent[],
  addresses: Addresses,
  isHidden: (node: RootContent) => boolean = () => false
): Block[] {
  const within = (inner: readonly RootContent[]): Block[] => blocksOf(inner, addresses, isHidden)
  return nodes.flatMap((node): Block[] => {
    if (isHidden(node)) return []
    switch (node.type) {
      case 'heading': {
        const words = wordsOf(node.children, addresses)
        return [gap, node.depth < 3 ? { type: 'rule', left: words } : text(words, 'strong')]
      }
      case 'paragraph':
        return [paragraphOf(node.children, addresses)]
      case 'list': {
        const from = node.ordered === true ? (node.start ?? 1) : null
        return node.children.flatMap((item, index) =>
          isHidden(item) ? [] : itemBlocks(item, from === null ? null : `${from + index}. `, addresses, within)
        )
      }
      case 'code':
        return [{ type: 'code', label: node.lang ?? 'text', code: node.value }]
      case 'table':
        return tableBlocks(node, addresses)
      case 'blockquote':
        return within(node.children).map((block) =>
          block.type === 'text' ? { ...block, text: `> ${block.text}` } : block
        )
      case 'html': {
        const words = withoutPageTags(node.value)
        return words === '' ? [] : [text(words)]
      }
      case 'thematicBreak':
        return [gap]
      case 'definition':
        return []
      case 'footnoteDefinition':
        return [text(`[^${node.identifier}]:`), ...within(node.children)]
      default:
        return 'children' in node ? within(node.children) : []
    }
  })
}

/** A label in bold before a paragraph stands apart; that of a warning is seen from afar. */
function paragraphOf(nodes: readonly PhrasingContent[], addresses: Addresses): Block {
  const [first, ...rest] = nodes
  if (first?.type !== 'strong') return text(wordsOf(nodes, addresses))
  const label = wordsOf(first.children, addresses)
  const tone = /^(warning|do not)/i.test(label) ? 'warning' : 'plain'
  return labeled(label.replace(/:$/, ''), wordsOf(rest, addresses).replace(/^\s*:?\s*/, ''), tone)
}

function itemBlocks(
  { checked, children: [first, ...rest] }: ListItem,
  number: string | null,
  addresses: Addresses,
  within: (nodes: readonly RootContent[]) => Block[]
): Block[] {
  const box = typeof checked === 'boolean' ? `[${checked ? 'x' : ' '}] ` : ''
  const isWords = first?.type === 'paragraph'
  const words = box + (isWords ? wordsOf(first.children, addresses) : '')
  const line: Block = number === null ? { type: 'list', items: [words] } : text(number + words)
  return [line, ...within(isWords || first === undefined ? rest : [first, ...rest])]
}

/** A table of two columns says of each thing one thing; of others each row is a line. */
function tableBlocks({ children: rows }: Table, addresses: Addresses): Block[] {
  const cells = rows.map((row) => row.children.map((cell) => wordsOf(cell.children, addresses)))
  const [head = [], ...body] = cells
  const title = text(head.join(' | '), 'strong')
  if (head.length === 2) return [title, { type: 'pairs', pairs: body.map(([name = '', value = '']) => [name, value]) }]
  return [title, ...body.map((row) => text(row.join(' | ')))]
}

/** Tags that only lay a page out. What else stands in angle brackets may be a placeholder, and is read. */
const PAGE_TAG =
  /<!--[^]*?(?:-->|$)|<\/?(?:a|b|br|center|code|details|div|em|hr|i|img|kbd|p|span|strong|sub|summary|sup)(?:\s[^>]*)?\/?>/gi

function withoutPageTags(html: string): string {
  return html.replaceAll(PAGE_TAG, ' ').replaceAll(/\s+/g, ' ').trim()
}

/** A label in brackets leads nowhere on a terminal. */
const BRACKETED_LABEL = new RegExp(`\\[(${STEP_LABEL})\\]`, 'gi')

/**
 * What phrases say, in one line: links and emphasis lose their marks, code keeps its own.
 * @param nodes The phrases.
 * @param addresses What definitions of their text lead to.
 */
function wordsOf(nodes: readonly Nodes[], addresses: Addresses): string {
  return nodes
    .map((node): string => {
      switch (node.type) {
        case 'text':
          return node.value.replaceAll(/\s*\n\s*/g, ' ').replaceAll(BRACKETED_LABEL, '$1')
        case 'inlineCode':
          return `\`${node.value}\``
        case 'break':
          return ' '
        case 'html':
          return node.value.replaceAll(PAGE_TAG, '')
        case 'image':
          return withAddress(node.alt ?? '', node.url)
        case 'imageReference':
          return withAddress(node.alt ?? '', addresses.get(node.identifier))
        case 'footnoteReference':
          return `[^${node.identifier}]`
        case 'link':
          return withAddress(wordsOf(node.children, addresses), node.url)
        case 'linkReference':
          return withAddress(wordsOf(node.children, addresses), addresses.get(node.identifier))
        default:
          return 'children' in node ? wordsOf(node.children, addresses) : ''
      }
    })
    .join('')
}

function withAddress(words: string, address = ''): string {
  const isShown = address === '' || address.startsWith('#') || address.replace(/^mailto:/, '') === words
  return isShown ? words : `${words} (${address})`.trimStart()
}

/** What the definitions of a text lead to. */
export function addressesIn(nodes: readonly RootContent[]): Addresses {
  return new Map(nodes.flatMap((node) => (node.type === 'definition' ? [[node.identifier, node.url] as const] : [])))
}

/**
 * A line of Markdown as it is read. It is no block: what it begins with means nothing, such as the sign of `> 5 rows`.
 * @param line The line.
 */
export function readable(line: string): string {
  const [first] = toTree(`: ${line.replaceAll(/\s*\n\s*/g, ' ')}`).children
  return first?.type === 'paragraph' ? wordsOf(first.children, new Map()).slice(2) : line
}
