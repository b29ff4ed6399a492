/**
 * Lists that are written in HTML, as exports of wikis and old pages have them.
 */
import type { Html, List, ListItem, PhrasingContent } from 'mdast'
import { paragraphOf } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'

const LIST = /^\s*<(?:ol|ul)\b/i
/** A list or an item, a program text, code in words, words in bold, the end of a line; any other tag is left out. */
const PARTS =
  /<(\/?)(ol|ul|li)\b[^<>]*>|<pre\b[^<>]*>\s*(?:<code\b[^<>]*>)?([\s\S]*?)(?:<\/code\s*>)?\s*<\/pre\s*>|<code\b[^<>]*>([\s\S]*?)<\/code\s*>|<(?:strong|b)\b[^<>]*>([\s\S]*?)<\/(?:strong|b)\s*>|<br\b[^<>]*>|<[^<>]*>/gi
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' }

/**
 * Reads a block of HTML that is nothing but a list, and the lists in its items.
 * @param html The block.
 * @param source The text.
 * @returns Null for anything else.
 */
export function listInHtml(html: Html, source: Source): List | null {
  return LIST.test(html.value) && html.position ? new HtmlList(html, source).read() : null
}

class HtmlList {
  private readonly html: Html
  private readonly source: Source
  private readonly first: number
  /** Where the text of the block begins; null where markers of a quote or a list stand before its lines. */
  private readonly offset: number | null
  /** The lists that are open, the innermost last, each with its items so far. */
  private readonly open: List[] = []
  private words: PhrasingContent[] = []
  private whole: List | null = null
  private isOther = false

  constructor(html: Html, source: Source) {
    this.html = html
    this.source = source
    this.first = html.position!.start.line
    const position = source.of(html)
    this.offset = source.slice(position) === html.value ? position.start.offset : null
  }

  read(): List | null {
    const { value } = this.html
    let at = 0
    for (const { 0: tag, 1: closes, 2: name, 3: program, 4: code, 5: bold, index } of value.matchAll(PARTS)) {
      this.say(at, index)
      at = index + tag.length
      if (name !== undefined) this.structure(name.toLowerCase(), closes !== '', index, at)
      else if (program !== undefined) {
        this.end()
        const position = this.place(index, at)
        this.content()?.push({ type: 'code', lang: null, value: decoded(withoutTags(program)).trim(), position })
      } else if (code !== undefined)
        this.words.push({
          type: 'inlineCode',
          value: decoded(withoutTags(code)).trim(),
          position: this.place(index, at)
        })
      else if (bold !== undefined) {
        const position = this.place(index, at)
        const children: PhrasingContent[] = [{ type: 'text', value: decoded(withoutTags(bold)).trim(), position }]
        this.words.push({ type: 'strong', children, position })
      } else if (/^<\/?(?:p|div)\b/i.test(tag)) this.end()
      else if (/^<br\b/i.test(tag)) this.words.push({ type: 'text', value: ' ', position: this.place(index, at) })
    }
    this.say(at, value.length)
    const { whole } = this
    if (this.isOther || this.open.length > 0 || !whole || whole.children.length === 0) return null
    return { ...whole, position: this.html.position! }
  }

  /** What a tag of a list or of an item opens or closes. */
  private structure(name: string, closes: boolean, start: number, end: number): void {
    this.end()
    const list = this.open.at(-1)
    const item = list?.children.at(-1)
    const last = this.html.value.slice(0, start).trimEnd().length
    if (item?.position && (closes || name === 'li'))
      item.position = { start: item.position.start, end: this.place(last, last).end }
    if (name === 'li') {
      if (closes) return
      if (list) list.children.push({ type: 'listItem', spread: false, children: [], position: this.place(start, end) })
      else this.isOther = true
    } else if (closes) {
      const closed = this.open.pop()
      if (this.open.length === 0) this.whole ??= closed ?? null
    } else {
      const inner: List = { type: 'list', ordered: name === 'ol', start: 1, spread: false, children: [] }
      inner.position = this.place(start, end)
      if (this.whole || (list && !item)) this.isOther = true
      item?.children.push(inner)
      this.open.push(inner)
    }
  }

  private say(start: number, end: number): void {
    const value = decoded(this.html.value.slice(start, end)).replace(/\s+/g, ' ')
    if (value !== '') this.words.push({ type: 'text', value, position: this.place(start, end) })
  }

  /** What was said becomes a paragraph of its item. */
  private end(): void {
    const { words } = this
    this.words = []
    if (words.every((word) => word.type === 'text' && word.value.trim() === '')) return
    this.content()?.push(paragraphOf(words))
  }

  private content(): ListItem['children'] | null {
    const item = this.open.at(-1)?.children.at(-1)
    // Words outside all items are of no list.
    if (!item) this.isOther = true
    return item?.children ?? null
  }

  /** Where a part of the block stands: its own place, or the lines that it stands on. */
  private place(start: number, end: number): ReturnType<Source['lines']> {
    if (this.offset !== null) return this.source.range(this.offset + start, this.offset + end)
    const { value } = this.html
    const first = this.first + linesIn(value.slice(0, start))
    return this.source.lines(first, first + linesIn(value.slice(start, end)))
  }
}

function linesIn(text: string): number {
  return text.split('\n').length - 1
}

function withoutTags(text: string): string {
  return text.replace(/<[^<>]*>/g, '')
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,6})|(\w{2,6}));/g, (whole, number: string | undefined, name: string | undefined) =>
    number === undefined ? (ENTITIES[name ?? ''] ?? whole) : String.fromCodePoint(Math.min(Number(number), 0x10_ffff))
  )
}
