/**
 * What the parser refuses to read. Markdown engines need quadratic time and more for deep nesting (1,000 nested lists
 * take mdast 28 s) and for much markup in one paragraph (64 kB of `*a_ ` take it half a minute), so that a text is
 * looked at before it is parsed, in time that grows with its length alone.
 */
import type { Problem } from '@keys/schema'
import type { Root } from 'mdast'
import type { Parent } from './nodes.js'
import { Source } from './source.js'
import { exceedsWork } from './parse-cost.js'

/** The largest text that is parsed, in bytes of UTF-8. */
export const MAX_BYTES = 256 * 1024
/** The deepest nesting of quotes, lists and brackets that is parsed. */
export const MAX_DEPTH = 50
/** Trees that are deeper than this are not read: nested emphasis shows only there. */
const MAX_TREE_DEPTH = 4 * MAX_DEPTH

const CONTAINER_MARKER = /[ \t]*(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))/y
/** Most lines open nothing, and are told by their first character. */
const OPENS_CONTAINER = /^[ \t]*[>*+\d-]/
const THEMATIC_BREAK = /^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$/

/**
 * Looks for what must not reach a Markdown engine.
 * @param text Any text.
 * @returns The first problem, or null when the text may be parsed.
 */
export function findProblem(text: string): Problem | null {
  if (isTooLarge(text)) {
    return {
      id: 'text-too-large',
      message: `The text is larger than ${MAX_BYTES / 1024} kB.`,
      position: new Source(text).range(0, 0)
    }
  }
  let start = 0
  let brackets = 0
  while (start <= text.length) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline
    const line = text.slice(start, end)
    brackets = line.trim() === '' ? 0 : openBrackets(line, brackets)
    if (brackets > MAX_DEPTH || containerDepth(line) > MAX_DEPTH) {
      return {
        id: 'nested-too-deep',
        message: `Quotes, lists or brackets are nested deeper than ${MAX_DEPTH} levels.`,
        position: new Source(text).range(start, end)
      }
    }
    start = end + 1
  }
  if (exceedsWork(text)) {
    return {
      id: 'text-too-large',
      message: 'The text holds more markup than can be parsed in reasonable time.',
      position: new Source(text).range(0, 0)
    }
  }
  return null
}

function isTooLarge(text: string): boolean {
  // UTF-8 needs one to three bytes for a UTF-16 code unit; most texts are decided by that.
  if (text.length > MAX_BYTES) return true
  if (text.length * 3 <= MAX_BYTES) return false
  let bytes = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    // Each half of a surrogate pair counts for two of its four bytes.
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3
  }
  return bytes > MAX_BYTES
}

/** An upper bound of how deep the quotes and lists are in which a line stands. */
function containerDepth(line: string): number {
  if (!OPENS_CONTAINER.test(line)) return 0
  let markers = 0
  let index = 0
  let indent = 0
  CONTAINER_MARKER.lastIndex = 0
  for (let match = CONTAINER_MARKER.exec(line); match; match = CONTAINER_MARKER.exec(line)) {
    // A nested list item is indented by two columns at the least for each list around it.
    if (markers === 0) indent = (match[0].length - match[0].trimStart().length) / 2
    markers++
    index = CONTAINER_MARKER.lastIndex
  }
  if (markers <= 1 && indent < MAX_DEPTH) return markers
  return THEMATIC_BREAK.test(line) && index > 0 ? 0 : markers + Math.floor(indent)
}

/** How many square brackets are open after a line of a paragraph, or where they first are too many. */
function openBrackets(line: string, before: number): number {
  let open = before
  const first = line.search(/[[\]]/)
  for (let index = first; index !== -1 && index < line.length && open <= MAX_DEPTH; index++) {
    const code = line.charCodeAt(index)
    if (code === 92) index++
    else if (code === 91) open++
    else if (code === 93 && open > 0) open--
  }
  return open
}

/**
 * Whether a tree is nested so deep that reading it could exhaust the stack.
 * @param tree The tree that an engine gave.
 */
export function isTooDeep(tree: Root): boolean {
  return isDeeper(tree, MAX_TREE_DEPTH)
}

/** Whether a node has more levels below it than are left; it stops at the first such branch. */
function isDeeper(node: Parent, left: number): boolean {
  if (left < 0) return true
  for (const child of node.children) if ('children' in child && isDeeper(child, left - 1)) return true
  return false
}
