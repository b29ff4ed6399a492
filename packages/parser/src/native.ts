/**
 * The native Markdown engine, satteri: the same trees as the reference engine, to the last position, many times faster.
 *
 * The two differ in a few corners of Markdown. A text that comes near one of them is given to the reference engine, so that no
 * model and no finding depends on the engine. What counts as near is listed here and nowhere else: `UNSURE_TEXTS` are told from
 * the text, the rest from the tree. The list errs on the side of the reference; tests hold both engines equal over CommonMark's
 * examples, the documents of the packs and generated texts.
 */
import type { Link, ListItem, Node, Nodes, Parents, Root } from 'mdast'
import { toTree, type ToTree } from './markdown/to-tree.js'

/** Corners that show in the text alone. */
const UNSURE_TEXTS: readonly RegExp[] = [
  // Columns behind a byte order mark; NUL, which the reference replaces.
  /[\uFEFF\0]/,
  // Emphasis beside a sign of another script than ASCII that is neither letter nor digit.
  /[*_~][^\p{L}\p{N}\0-\x7F]|[^\p{L}\p{N}\0-\x7F][*_~]/u,
  // Footnotes, and what follows them without a blank line.
  /\[\^/,
  // A task without words.
  /\[[ xX]\][ \t]*(?:[\r\n]|$)/
]

/** A box that stands where no task begins. */
const BOX = /\[[ xX]\]/
/** A line that would make a table of the line above it. */
const DELIMITER_ROW = /(?:^|[\r\n])[ \t>]*[|:-][ \t|:-]*(?:[\r\n]|$)/
/** Delimiters that delimit nothing, escaped ones, what opens HTML and does not close it, and addresses that are no links. */
const DELIMITER_OR_ADDRESS = /[*~`]|<[!?/A-Za-z]|\\[*_~\\]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|https?:\/\/|www\.|\w@\w/i
/** A comment on one line. */
const COMMENT = /^<!--(?:(?!--|>)[^\r\n])*-->$/
/** A fence with its closing line, the language in ASCII. */
const CLOSED_FENCE = /^(`{3,}|~{3,})[\x20-\x7E\t]*(?:\r\n|\r|\n)(?:[^]*(?:\n|\r))?[ \t>]*\1[`~]*$/

/** The engines by name; the first is the default. */
export const ENGINE_NAMES = ['native', 'remark'] as const
/** What an engine is called. */
export type EngineName = (typeof ENGINE_NAMES)[number]

/**
 * Loads a Markdown engine. This is the one place that decides which engine reads: whoever reads texts is handed what it gives.
 * @param name The engine that is wanted.
 * @returns The native engine where it is wanted and loads; the reference engine, which gives the same trees, otherwise.
 */
export async function loadEngine(name: EngineName = 'native'): Promise<ToTree> {
  return (name === 'native' ? await loadNativeEngine() : null) ?? toTree
}

/**
 * Loads the native engine.
 * @returns The engine; null where the platform has no binary of it or it is not installed. The reference engine, `toTree`, is always there.
 */
export async function loadNativeEngine(): Promise<ToTree | null> {
  try {
    const { markdownToMdast } = await import('satteri')
    return (markdown) => {
      if (UNSURE_TEXTS.some((pattern) => pattern.test(markdown))) return toTree(markdown)
      const tree = markdownToMdast(markdown, { features: { frontmatter: false } }) as Root
      return alignTasks(tree, markdown) && isSure(tree, markdown) ? tree : toTree(markdown)
    }
  } catch {
    return null
  }
}

/** Whether both engines surely agree on a tree. */
function isSure(parent: Parents, text: string): boolean {
  return parent.children.every(
    (node) => isSureNode(node, parent, text) && (!('children' in node) || isSure(node, text))
  )
}

function isSureNode(node: Nodes, parent: Parents, text: string): boolean {
  switch (node.type) {
    case 'html':
      return (parent.type === 'root' || parent.type === 'paragraph') && COMMENT.test(node.value)
    case 'code':
      return CLOSED_FENCE.test(sourceOf(node, text))
    case 'link':
      return isSureLink(node, parent, text)
    case 'linkReference':
    case 'imageReference':
      return !/[\r\n]/.test(node.label ?? '')
    case 'tableRow':
      return text[startOf(node)] !== '<'
    case 'definition':
      return !/[\r\n]/.test(sourceOf(node, text)) && !DELIMITER_ROW.test(linesBelow(node, text))
    case 'paragraph':
    case 'heading':
      return !DELIMITER_ROW.test(withoutFirstLine(sourceOf(node, text)))
    case 'text':
      return !DELIMITER_OR_ADDRESS.test(sourceOf(node, text)) && !BOX.test(sourceOf(node, text))
    default:
      return true
  }
}

/** A bare address: found by both in plain words only, at the beginning, or behind a blank or a parenthesis. */
function isSureLink(node: Link, parent: Parents, text: string): boolean {
  const start = startOf(node)
  if (text[start] === '[' || text[start] === '<') return true
  if (parent.type !== 'paragraph' || node.url.startsWith('mailto:')) return false
  const before = text.slice(startOf(parent), start)
  return /(?:^|[ \t\r\n(])$/.test(before) && !/[[\]\\<&`]/.test(before)
}

/**
 * The paragraph of a task that opens with markup begins at the box for the reference, behind it for satteri. (One that opens with
 * words begins behind the box for both.)
 * @returns Whether all tasks could be aligned.
 */
function alignTasks(parent: Parents, text: string): boolean {
  return parent.children.every((node) => {
    if (node.type === 'listItem' && !alignTask(node, text)) return false
    return !('children' in node) || alignTasks(node, text)
  })
}

function alignTask(item: ListItem, text: string): boolean {
  const [first] = item.children
  if (typeof item.checked !== 'boolean') return !/^\S+[ \t]+\[[ xX]\]/.test(sourceOf(item, text))
  if (first?.type !== 'paragraph') return false
  if (first.children[0]?.type === 'text') return true
  const { start } = first.position!
  const distance = start.offset! - text.lastIndexOf('[', start.offset! - 1)
  start.offset! -= distance
  start.column -= distance
  return true
}

function startOf(node: Node): number {
  return node.position!.start.offset!
}

function sourceOf(node: Node, text: string): string {
  return text.slice(startOf(node), node.position!.end.offset)
}

function withoutFirstLine(source: string): string {
  const end = source.search(/[\r\n]/)
  return end === -1 ? '' : source.slice(end)
}

/** What stands below a node, up to the next blank line. */
function linesBelow(node: Node, text: string): string {
  return /^(?:(?:\r\n|\r|\n)[^\r\n]+)*/.exec(text.slice(node.position!.end.offset))![0]
}
