/**
 * Pages of Confluence in their storage format, which is XHTML with macros. The markup is read, and never run.
 */
import { fenced } from './fence.js'

/** An element, or the text between elements. */
type Node = string | { name: string; attributes: Readonly<Record<string, string>>; children: Node[] }
type Element = Exclude<Node, string>

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  rarr: '→',
  larr: '←',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
  ntilde: 'ñ'
}
const EMPTY = new Set(['br', 'hr', 'img', 'ri:page', 'ri:attachment', 'ri:url', 'ri:user'])
const DEEPEST = 200

/**
 * The Markdown of a page.
 * @param xhtml The body of the page in storage format.
 */
export function confluenceText(xhtml: string): string {
  const blocks = blocksOf(parsed(xhtml))
  return `${blocks.filter((block) => block.trim() !== '').join('\n\n')}\n`
}

function parsed(xhtml: string): Node[] {
  const root: Element = { name: '', attributes: {}, children: [] }
  const open: Element[] = [root]
  const token =
    /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\/([\w:-]+)\s*>|<([\w:-]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+|<)/g
  for (const [, data, closed, opened, attributes = '', isEmpty, text] of xhtml.matchAll(token)) {
    const parent = open.at(-1)!
    if (data !== undefined) parent.children.push(data)
    else if (text !== undefined) parent.children.push(unescaped(text))
    else if (closed !== undefined) {
      const index = open.findLastIndex(({ name }) => name === closed.toLowerCase())
      if (index > 0) open.length = index
    } else if (opened !== undefined) {
      const element: Element = { name: opened.toLowerCase(), attributes: attributesOf(attributes), children: [] }
      parent.children.push(element)
      if (isEmpty === '' && !EMPTY.has(element.name) && open.length < DEEPEST) open.push(element)
    }
  }
  return root.children
}

function attributesOf(written: string): Record<string, string> {
  const found = written.matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)
  return Object.fromEntries([...found].map(([, name, double, single]) => [name!, unescaped(double ?? single ?? '')]))
}

function unescaped(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole
      const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal)
      return code > 0x10ffff ? whole : String.fromCodePoint(code)
    }
  )
}

function blocksOf(nodes: readonly Node[]): string[] {
  const blocks: string[] = []
  let words: Node[] = []
  const flush = (): void => {
    const text = inline(words).trim()
    if (text !== '') blocks.push(text)
    words = []
  }
  for (const node of nodes) {
    const found = typeof node === 'string' ? null : blockOf(node)
    if (found === null) words.push(node)
    else {
      flush()
      blocks.push(...found)
    }
  }
  flush()
  return blocks
}

/** An element that stands for itself; null for one within a line. */
function blockOf(element: Element): string[] | null {
  const { name, children } = element
  const level = /^h([1-6])$/.exec(name)?.[1]
  if (level !== undefined) return [`${'#'.repeat(Number(level))} ${inline(children).trim()}`]
  switch (name) {
    case 'p':
      return [inline(children).trim()]
    case 'ul':
    case 'ol':
      return [listOf(element)]
    case 'hr':
      return ['---']
    case 'pre':
      return [fenced('', textOf(children))]
    case 'blockquote':
      return [quoted(blocksOf(children))]
    case 'table':
      return [tableOf(element)]
    case 'ac:task-list':
      return [tasksOf(element)]
    case 'ac:structured-macro':
      return macroOf(element)
    case 'div':
    case 'ac:layout':
    case 'ac:layout-section':
    case 'ac:layout-cell':
    case 'ac:rich-text-body':
    case 'html':
    case 'body':
    case 'section':
      return blocksOf(children)
    case 'head':
    case 'style':
    case 'script':
      return []
    default:
      return null
  }
}

function macroOf(element: Element): string[] {
  const { attributes } = element
  const name = attributes['ac:name'] ?? ''
  const parameter = (wanted: string): string =>
    textOf(childrenOf(element, 'ac:parameter').find((one) => one.attributes['ac:name'] === wanted)?.children ?? [])
  const plain = childrenOf(element, 'ac:plain-text-body')[0]
  const rich = childrenOf(element, 'ac:rich-text-body')[0]
  if (plain) return [fenced(name === 'code' ? languageOf(parameter('language')) : 'text', textOf(plain.children))]
  if (!rich) return name === 'toc' ? [] : [textOf(element.children).trim()]
  const title = parameter('title')
  const blocks = [...(title === '' ? [] : [`**${title}**`]), ...blocksOf(rich.children)]
  return /^(?:info|note|tip|warning|panel)$/.test(name) ? [quoted(blocks)] : blocks
}

function languageOf(language: string): string {
  return /^(?:bash|shell|sh)$/i.test(language) ? 'bash' : language.toLowerCase()
}

function quoted(blocks: readonly string[]): string {
  return blocks
    .join('\n\n')
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
}

function listOf(list: Element): string {
  const items = childrenOf(list, 'li')
  return items
    .map((item, index) => {
      const mark = list.name === 'ol' ? `${index + 1}. ` : '- '
      const text = blocksOf(item.children).join('\n\n')
      return (
        mark +
        text
          .split('\n')
          .map((line, at) => (at === 0 || line === '' ? line : ' '.repeat(mark.length) + line))
          .join('\n')
      )
    })
    .join('\n')
}

function tasksOf(list: Element): string {
  return childrenOf(list, 'ac:task')
    .map((task) => {
      const isDone = textOf(childrenOf(task, 'ac:task-status')).trim() === 'complete'
      return `- [${isDone ? 'x' : ' '}] ${inline(childrenOf(task, 'ac:task-body')).trim()}`
    })
    .join('\n')
}

function tableOf(table: Element): string {
  const rows: string[][] = []
  const visit = (element: Element): void => {
    for (const child of element.children) {
      if (typeof child === 'string') continue
      if (child.name === 'tr')
        rows.push(
          child.children
            .filter((cell): cell is Element => typeof cell !== 'string')
            .map((cell) =>
              blocksOf(cell.children)
                .join(' ')
                .replace(/\s*\n\s*/g, ' ')
                .replaceAll('|', '\\|')
            )
        )
      else visit(child)
    }
  }
  visit(table)
  const width = Math.max(0, ...rows.map((row) => row.length))
  const line = (cells: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, index) => cells[index] ?? '').join(' | ')} |`
  const [head = [], ...rest] = rows
  return [line(head), `|${' --- |'.repeat(width)}`, ...rest.map(line)].join('\n')
}

function inline(nodes: readonly Node[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node.replace(/\s+/g, ' ') : inlineOf(node))).join('')
}

function inlineOf(element: Element): string {
  const { name, attributes, children } = element
  const text = inline(children)
  switch (name) {
    case 'br':
      return '\n'
    case 'strong':
    case 'b':
      return text.trim() === '' ? text : `**${text.trim()}**`
    case 'em':
    case 'i':
      return text.trim() === '' ? text : `*${text.trim()}*`
    case 'code':
      return text.trim() === '' ? text : `\`${textOf(children).trim()}\``
    case 'a':
      return attributes['href'] === undefined ? text : `[${text}](${attributes['href']})`
    case 'ac:link': {
      const page = childrenOf(element, 'ri:page')[0]?.attributes['ri:content-title'] ?? ''
      const words = inline(
        element.children.filter((child) => typeof child !== 'string' && child.name.endsWith('link-body'))
      ).trim()
      return words === '' ? page : words
    }
    case 'ac:structured-macro':
    case 'p':
      return ` ${text} `
    default:
      return text
  }
}

function textOf(nodes: readonly Node[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : textOf(node.children))).join('')
}

function childrenOf(element: Element, name: string): Element[] {
  return element.children.filter((child): child is Element => typeof child !== 'string' && child.name === name)
}
