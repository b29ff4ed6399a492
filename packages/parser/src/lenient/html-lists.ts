/**
 * Lists that are written in HTML, as exports of wikis and old pages have them.
 */
import type { Html, List, ListItem, PhrasingContent } from 'mdast'
import { paragraphOf } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'

const LIST = /^\s*<(ol|ul)\b[^<>]*>([\s\S]*)<\/\1\s*>\s*$/i
const ITEM = /<li\b[^<>]*>([\s\S]*?)(?:<\/li\s*>|(?=<li\b)|$)/gi
/** A program text, code in words, words in bold, the end of a line; any other tag is left out. */
const PARTS =
  /<pre\b[^<>]*>\s*(?:<code\b[^<>]*>)?([\s\S]*?)(?:<\/code\s*>)?\s*<\/pre\s*>|<code\b[^<>]*>([\s\S]*?)<\/code\s*>|<(?:strong|b)\b[^<>]*>([\s\S]*?)<\/(?:strong|b)\s*>|<br\b[^<>]*>|<[^<>]*>/gi
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' }

/**
 * Reads a block of HTML that is nothing but a list.
 * @param html The block.
 * @param source The text.
 * @returns Null for anything else, and for lists in lists.
 */
export function listInHtml(html: Html, source: Source): List | null {
  const match = LIST.exec(html.value)
  if (!match || !html.position) return null
  const [, tag, body] = match as unknown as [string, string, string]
  if (/<(?:ol|ul)\b/i.test(body) || body.replace(ITEM, '').trim() !== '') return null
  const before = html.value.indexOf('>') + 1
  const children = [...body.matchAll(ITEM)].map(({ 0: whole, 1: inner, index }): ListItem => {
    const first = html.position!.start.line + linesIn(html.value.slice(0, before + index))
    const position = source.lines(first, first + linesIn(whole.trimEnd()))
    return { type: 'listItem', spread: false, children: contentOf(inner!, position), position }
  })
  const ordered = tag.toLowerCase() === 'ol'
  return children.length === 0
    ? null
    : { type: 'list', ordered, start: 1, spread: false, children, position: html.position }
}

function contentOf(inner: string, position: ReturnType<Source['lines']>): ListItem['children'] {
  const content: ListItem['children'] = []
  let words: PhrasingContent[] = []
  let at = 0
  const say = (text: string): void => {
    const value = decoded(text).replace(/\s+/g, ' ')
    if (value !== '') words.push({ type: 'text', value, position })
  }
  const end = (): void => {
    if (words.some((word) => word.type !== 'text' || word.value.trim() !== ''))
      content.push({ ...paragraphOf(words), position })
    words = []
  }
  for (const { 0: whole, 1: program, 2: code, 3: bold, index } of inner.matchAll(PARTS)) {
    say(inner.slice(at, index))
    at = index + whole.length
    if (program !== undefined) {
      end()
      content.push({ type: 'code', lang: null, value: decoded(withoutTags(program)).trim(), position })
    } else if (code !== undefined)
      words.push({ type: 'inlineCode', value: decoded(withoutTags(code)).trim(), position })
    else if (bold !== undefined) {
      const value = decoded(withoutTags(bold)).trim()
      words.push({ type: 'strong', children: [{ type: 'text', value, position }], position })
    } else if (/^<\/?(?:p|div)\b/i.test(whole)) end()
    else if (/^<br\b/i.test(whole)) say(' ')
  }
  say(inner.slice(at))
  end()
  return content
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
