/**
 * Reads the comments in Markdown that disable rules:
 *
 *     <!-- keys-disable-next-line flow/dead-end -- reason -->
 *     <!-- keys-disable flow/dead-end -- reason --> ... <!-- keys-enable flow/dead-end -->
 *
 * What is wrong with a comment is kept as it is written: the rules of `disable/` judge it.
 */
import { documentsOf, MarkdownDocument, type PackSource } from '@keys/pack/core'
import { toTree } from '@keys/parser'
import type { Position, Problem } from '@keys/schema'

/** The words with which such a comment begins. */
export const COMMENT_WORDS = ['keys-disable-next-line', 'keys-disable', 'keys-enable'] as const

/** A rule that a comment names. */
export interface NamedRule {
  /** As it is written; perhaps no rule at all. */
  code: string
  position: Position
}

/** A comment that disables or enables rules, or looks as if it did. */
export interface DisableComment {
  /** The file in which it stands. */
  file: string
  /** The word with which it begins, as it is written; perhaps none of `COMMENT_WORDS`. */
  word: string
  wordPosition: Position
  rules: readonly NamedRule[]
  /** Why; empty when it does not say. */
  reason: string
  position: Position
  /** The line of which `keys-disable-next-line` speaks: the next that is neither blank nor such a comment. */
  nextLine: number
}

/** Anything that begins in this way is meant for us, so that a misspelled word is told and not passed over. */
const OPENING = /^<!--\s*(keys-(?:dis|en)able[\w-]*)/
const SEPARATOR = /\s--(?=\s|$)/

/** All such comments of a pack, by file and place. */
export function readComments(source: PackSource): DisableComment[] {
  return documentsOf(source).flatMap((document) => {
    // A text that the parser refuses is not read at all.
    if (!(document instanceof MarkdownDocument) || !/<!--\s*keys-/.test(document.text)) return []
    return document.subject === null ? [] : commentsIn(document)
  })
}

type Markdown = MarkdownDocument<{ problems: Problem[] }>
type Node = ReturnType<typeof toTree> | ReturnType<typeof toTree>['children'][number]

function commentsIn(document: Markdown): DisableComment[] {
  const shift = document.hasByteOrderMark ? 1 : 0
  const found: Omit<DisableComment, 'nextLine'>[] = []
  // The list grows while it is walked.
  const nodes: Node[] = [toTree(document.content)]
  for (const node of nodes) {
    if (node.type === 'html') {
      const [start, end] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0]
      found.push(...commentsBetween(document, start + shift, end + shift))
    } else if ('children' in node) for (const child of node.children) nodes.push(child)
  }
  return withNextLines(
    document,
    found.toSorted((a, b) => a.position.start.offset - b.position.start.offset)
  )
}

/** By `indexOf`: an expression would look for the end of each of many comments that have none. */
function commentsBetween(document: Markdown, start: number, end: number): Omit<DisableComment, 'nextLine'>[] {
  const html = document.text.slice(start, end)
  const comments: Omit<DisableComment, 'nextLine'>[] = []
  for (let from = html.indexOf('<!--'); from !== -1;) {
    const close = html.indexOf('-->', from + '<!--'.length)
    if (close === -1) break
    const comment = commentOf(document, html.slice(from, close), start + from)
    if (comment !== null) comments.push(comment)
    from = html.indexOf('<!--', close)
  }
  return comments
}

function commentOf(document: Markdown, text: string, offset: number): Omit<DisableComment, 'nextLine'> | null {
  const opening = OPENING.exec(text)
  if (opening === null) return null
  const word = opening[1] ?? ''
  const wordEnd = offset + opening[0].length
  const body = text.slice(opening[0].length)
  const separator = SEPARATOR.exec(body)
  const names = separator === null ? body : body.slice(0, separator.index)
  return {
    file: document.path,
    word,
    wordPosition: document.range(wordEnd - word.length, wordEnd),
    rules: [...names.matchAll(/[^\s,]+/g)].map(({ 0: code, index }) => ({
      code,
      position: document.range(wordEnd + index, wordEnd + index + code.length)
    })),
    reason: separator === null ? '' : body.slice(separator.index + separator[0].length).trim(),
    position: document.range(offset, offset + text.length + '-->'.length)
  }
}

/** From the last on: of comments that stand below each other, all mean the line after the last. */
function withNextLines(document: Markdown, comments: readonly Omit<DisableComment, 'nextLine'>[]): DisableComment[] {
  const lineText = (line: number): string => {
    const { start, end } = document.lines(line)
    return document.text.slice(start.offset, end.offset)
  }
  const last = document.pointAt(document.text.length).line
  const after = new Map<number, number>()
  return comments
    .toReversed()
    .map((comment) => {
      let line = comment.position.end.line + 1
      while (line <= last && lineText(line).trim() === '') line++
      const nextLine = after.get(line) ?? line
      const { start } = comment.position
      if (lineText(start.line).trimStart().startsWith('<!--')) after.set(start.line, nextLine)
      return { ...comment, nextLine }
    })
    .toReversed()
}
